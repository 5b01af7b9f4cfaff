package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.acceptance.channels.Platform.Shown;
import io.polyclerk.load.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A shopper's browser on the shop's own page, by its protocol. */
final class WebChat implements ShopperChat {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final RunningServer server;
    private final String connection;
    private final String language;
    private final String session;

    WebChat(RunningServer server, String connection, String language) {
        this.server = server;
        this.connection = connection;
        this.language = language;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        session = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    @Override
    public String connection() {
        return connection;
    }

    @Override
    public String chatId() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(session.getBytes(StandardCharsets.UTF_8));
            return "w"
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(digest)
                            .substring(0, 22);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address(path)).header("X-Chat-Session", session);
    }

    private static <T> HttpResponse<T> answered(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request, handler);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void send(ObjectNode message) {
        message.put("id", UUID.randomUUID().toString()).put("language", language);
        HttpResponse<String> response = answered(
                request("/hooks/" + connection)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(message.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 202) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
    }

    private String upload(byte[] content) {
        HttpResponse<String> response = answered(
                request("/chat/" + connection + "/uploads")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        try {
            return Platform.JSON.readTree(response.body()).path("upload").asText();
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    @Override
    public void says(String words) {
        send(Platform.object().put("text", words));
    }

    @Override
    public void sendsPhoto(byte[] jpeg, String words) {
        ObjectNode message = Platform.object();
        message.putArray("media")
                .addObject()
                .put("upload", upload(jpeg))
                .put("kind", "image")
                .put("caption", words);
        send(message);
    }

    @Override
    public void sendsAlbum(List<byte[]> jpegs) {
        ObjectNode message = Platform.object();
        var media = message.putArray("media");
        jpegs.forEach(jpeg -> media.addObject().put("upload", upload(jpeg)).put("kind", "image"));
        send(message);
    }

    @Override
    public void sendsVoice(byte[] sound, String words) {
        ObjectNode message = Platform.object();
        message.putArray("media").addObject().put("upload", upload(sound)).put("kind", "voice");
        send(message);
    }

    @Override
    public void picks(int option) {
        List<Shown> all = shown();
        Map.Entry<String, String> picked =
                List.copyOf(all.get(all.size() - 1).options().entrySet()).get(option);
        ObjectNode message = Platform.object();
        message.putObject("selection").put("value", picked.getKey()).put("label", picked.getValue());
        send(message);
    }

    /** Everything that was said so far, read until the server says that this is all. */
    @Override
    public List<Shown> shown() {
        List<Shown> shown = new ArrayList<>();
        HttpResponse<InputStream> response =
                answered(request("/chat/" + connection + "/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    event = line.substring(6).strip();
                } else if (line.startsWith("data:") && event.equals("message")) {
                    JsonNode message = Platform.JSON.readTree(line.substring(5));
                    if (message.path("direction").asText().equals("out")) {
                        shown.add(shownIn(message.path("contents")));
                    }
                }
                if (event.equals("ready")) {
                    break;
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return shown;
    }

    private static Shown shownIn(JsonNode contents) {
        StringBuilder words = new StringBuilder();
        Map<String, String> options = new LinkedHashMap<>();
        for (JsonNode content : contents) {
            words.append(content.path("text").asText(content.path("prompt").asText()));
            content.path("options")
                    .forEach(option -> options.put(
                            option.path("value").asText(), option.path("label").asText()));
        }
        return new Shown(words.toString(), options);
    }
}
