package ${package};

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** ${name}'s interface over HTTP. One call for one method, no retry; failures are sorted by what has to happen next. */
final class ${name}Api {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI base;
    private final String key;

    ${name}Api(Connection connection, HttpClient http) {
        this.http = http;
        this.base = URI.create(connection.requiredSetting("apiBase"));
        this.key = connection.requiredSetting("apiKey");
    }

    /** Asks for a list. @param name of the list in the answer */
    List<JsonObject> list(String path, Map<String, String> asked, String name) {
        JsonObject answer = call(path + query(asked));
        if (!(answer.get(name) instanceof JsonArray found)) {
            throw new AdapterException.Unavailable("${name} answered without " + name, false, null);
        }
        return found.getValuesAs(JsonObject.class);
    }

    /** Everything is encoded, so nothing that a shopper wrote becomes another question. */
    private static String query(Map<String, String> asked) {
        return asked.isEmpty()
                ? ""
                : asked.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private JsonObject call(String path) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .GET()
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw sorted(response.statusCode());
            }
            return parse(response.body());
        } catch (ConnectException neverReached) {
            throw new AdapterException.Unavailable("${name} cannot be reached", false, neverReached);
        } catch (IOException cut) {
            throw new AdapterException.Unavailable("${name} did not answer to the end", false, cut);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AdapterException.Unavailable("stopped while waiting for ${name}", false, stopping);
        }
    }

    /** The platform's own words are left out: they may quote the key or the shopper. */
    private static AdapterException sorted(int status) {
        String what = "${name} answered " + status;
        return switch (status) {
            case 401, 403 -> new AdapterException.CredentialsRejected(what + ": the API key is not accepted");
            case 429 -> new AdapterException.RateLimited(what, PAUSE);
            default ->
                status >= 500
                        ? new AdapterException.Unavailable(what, false, null)
                        : new AdapterException.Refused(what);
        };
    }

    private static JsonObject parse(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (RuntimeException nonsense) {
            throw new AdapterException.Unavailable("${name} answered no JSON", false, nonsense);
        }
    }
}
