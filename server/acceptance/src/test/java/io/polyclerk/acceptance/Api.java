package io.polyclerk.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.load.RunningServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** The API, called with any token or none. */
final class Api {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningServer server;

    Api(RunningServer server) {
        this.server = server;
    }

    record Answer(int status, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    Answer call(@Nullable String token, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return call(token, method, path, body, "application/json");
    }

    Answer call(@Nullable String token, String method, String path, @Nullable String body, String type)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address(path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", type);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    /** A new token. @param merchant whose things alone it opens; null for all */
    String token(String role, @Nullable String merchant) throws IOException, InterruptedException {
        String body = JSON.createObjectNode()
                .put("name", role + " of " + merchant)
                .put("role", role)
                .put("merchant", merchant == null ? "" : merchant)
                .toString();
        Answer made = call(RunningServer.adminToken(), "POST", "/api/v1/tokens", body);
        if (made.status() != 201) {
            throw new IOException("no token: " + made);
        }
        return made.json().path("token").asText();
    }
}
