package io.polyclerk.ai.vision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Match;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Has a running server look at photos, as anybody does who has its address and a token. */
final class AskedServer implements PhotoEvaluation.Looker {

    private static final String BOUNDARY = "a-photo-begins-here";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI address;
    private final String token;

    AskedServer(String server, String token) {
        this.address = URI.create(server + "/api/v1/inspect");
        this.token = token;
    }

    @Override
    public Seen look(byte[] photo) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"photo.jpg\"\r\n"
                                + "Content-Type: image/jpeg\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(photo);
        form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode() + ": " + answer.body());
            }
            return seen(json.readTree(answer.body()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private Seen seen(JsonNode sight) throws IOException {
        List<Box> boxes = new ArrayList<>();
        for (JsonNode box : sight.path("boxes")) {
            boxes.add(json.treeToValue(box, Box.class));
        }
        JsonNode product = sight.path("product");
        return new Seen(
                sight.path("width").asInt(),
                sight.path("height").asInt(),
                product.isObject() ? json.treeToValue(product, Match.class) : null,
                Fault.valueOf(sight.path("fault").asText().toUpperCase(Locale.ROOT)),
                sight.path("confidence").asDouble(),
                boxes,
                Base64.getDecoder().decode(sight.path("annotated").asText("")));
    }
}
