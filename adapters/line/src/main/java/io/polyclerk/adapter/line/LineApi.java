package io.polyclerk.adapter.line;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

/** LINE's interface over HTTP. One call for one method, no retry; failures are sorted by what has to happen next. */
final class LineApi {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** LINE names no pause; its limits are per second. */
    private static final Duration PAUSE = Duration.ofSeconds(30);
    /** The animation ends by itself when a message comes, or after this. */
    private static final int LOADING_SECONDS = 20;

    private static final String MONTHLY_LIMIT = "monthly limit";

    private final HttpClient http;
    private final URI base;
    private final URI files;
    private final String token;

    LineApi(Connection connection, HttpClient http) {
        this.http = http;
        this.base = address(connection, "apiBase", "https://api.line.me");
        this.files = address(connection, "dataBase", "https://api-data.line.me");
        this.token = connection.requiredSetting("channelAccessToken");
    }

    private static URI address(Connection connection, String setting, String usual) {
        try {
            return URI.create(Objects.requireNonNullElse(connection.setting(setting), usual));
        } catch (IllegalArgumentException malformed) {
            throw new AdapterException.CredentialsRejected(setting + " is no address");
        }
    }

    /**
     * @param key the same for every try: LINE takes a message with a key that it knows only once, for 24 hours
     * @return the platform's id of the message
     */
    String push(JsonObject message, UUID key) {
        HttpResponse<String> response = exchange(
                json("/v2/bot/message/push", message)
                        .header("X-Line-Retry-Key", key.toString())
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() == 409) {
            // An earlier try has arrived, and this one was not sent a second time.
            return response.headers().firstValue("x-line-accepted-request-id").orElse(key.toString());
        }
        if (response.statusCode() != 200) {
            throw sorted(response.statusCode(), response.body());
        }
        JsonObject sent = parse(response.body());
        try {
            return sent.getJsonArray("sentMessages").getJsonObject(0).getString("id");
        } catch (RuntimeException withoutId) {
            throw new AdapterException.Unavailable("LINE answered without an id", true, withoutId);
        }
    }

    void showLoading(String user) {
        JsonObject wanted = Json.createObjectBuilder()
                .add("chatId", user)
                .add("loadingSeconds", LOADING_SECONDS)
                .build();
        HttpResponse<String> response =
                exchange(json("/v2/bot/chat/loading/start", wanted).build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw sorted(response.statusCode(), response.body());
        }
    }

    /** Proves the token with a call that changes nothing. */
    void check() {
        HttpResponse<String> response =
                exchange(request(base, "/v2/bot/info").GET().build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw sorted(response.statusCode(), response.body());
        }
        parse(response.body());
    }

    /** A file that a shopper sent. */
    InputStream content(String message) {
        String path = "/v2/bot/message/" + URLEncoder.encode(message, StandardCharsets.UTF_8) + "/content";
        HttpResponse<InputStream> response = exchange(request(files, path).GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return response.body();
        }
        close(response.body());
        if (response.statusCode() == 202) {
            throw new AdapterException.Unavailable("LINE has not prepared the file yet", false, null);
        }
        throw sorted(response.statusCode(), "");
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException goneAnyway) {
            // Nothing was wanted of it.
        }
    }

    private HttpRequest.Builder json(String path, JsonObject body) {
        return request(base, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder request(URI host, String path) {
        return HttpRequest.newBuilder(host.resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (ConnectException neverReached) {
            throw new AdapterException.Unavailable("LINE cannot be reached", false, neverReached);
        } catch (IOException cut) {
            throw new AdapterException.Unavailable("LINE did not answer to the end", true, cut);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AdapterException.Unavailable("stopped while waiting for LINE", true, stopping);
        }
    }

    /** @param body is looked at and never quoted: it may repeat the shopper's words */
    private static AdapterException sorted(int status, String body) {
        String what = "LINE answered " + status;
        return switch (status) {
            case 401, 403 ->
                new AdapterException.CredentialsRejected(what + ": the channel access token is not accepted");
            case 429 ->
                body.contains(MONTHLY_LIMIT)
                        ? new AdapterException.Refused(what + ": the account's messages of this month are used up")
                        : new AdapterException.RateLimited(what, PAUSE);
            default ->
                status >= 500 ? new AdapterException.Unavailable(what, true, null) : new AdapterException.Refused(what);
        };
    }

    private static JsonObject parse(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonException nonsense) {
            throw new AdapterException.Unavailable("LINE answered no JSON", true, nonsense);
        }
    }
}
