package ${package};

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** ${name}'s interface over HTTP. One call for one method, no retry; failures are sorted by what has to happen next. */
final class ${name}Api {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long SECONDS_WHEN_NOT_TOLD = 30;

    private final HttpClient http;
    private final URI base;
    private final String token;

    ${name}Api(Connection connection, HttpClient http) {
        this.http = http;
        this.base = URI.create(connection.requiredSetting("apiBase"));
        this.token = connection.requiredSetting("boxToken");
    }

    /** @return the platform's id of the message */
    String send(JsonObject message) {
        JsonObject answer = call(request("/v1/messages")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message.toString()))
                .build());
        String id = answer.getString("id", "");
        if (id.isEmpty()) {
            throw new AdapterException.Unavailable("${name} answered without an id", true, null);
        }
        return id;
    }

    void check() {
        call(request("/v1/box").GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + token);
    }

    private JsonObject call(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw sorted(response);
            }
            return parse(response.body());
        } catch (ConnectException neverReached) {
            throw new AdapterException.Unavailable("${name} cannot be reached", false, neverReached);
        } catch (IOException cut) {
            throw new AdapterException.Unavailable("${name} did not answer to the end", true, cut);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AdapterException.Unavailable("stopped while waiting for ${name}", true, stopping);
        }
    }

    /** The platform's own words are left out: they may quote the token or the shopper. */
    private static AdapterException sorted(HttpResponse<String> response) {
        int status = response.statusCode();
        String what = "${name} answered " + status;
        return switch (status) {
            case 401, 403 -> new AdapterException.CredentialsRejected(what + ": the box token is not accepted");
            case 429 -> new AdapterException.RateLimited(what, Duration.ofSeconds(pause(response)));
            default ->
                status >= 500 ? new AdapterException.Unavailable(what, true, null) : new AdapterException.Refused(what);
        };
    }

    private static long pause(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,5}"))
                .map(Long::parseLong)
                .filter(seconds -> seconds > 0)
                .orElse(SECONDS_WHEN_NOT_TOLD);
    }

    private static JsonObject parse(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonException nonsense) {
            throw new AdapterException.Unavailable("${name} answered no JSON", true, nonsense);
        }
    }
}
