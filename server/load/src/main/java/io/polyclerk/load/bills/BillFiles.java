package io.polyclerk.load.bills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Fetches what a merchant may see of their bills from a server that runs. */
final class BillFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final String token;
    private final String query;

    private BillFiles(String server, String token, String merchant) {
        this.server = server;
        this.token = token;
        this.query = "merchant=" + URLEncoder.encode(merchant, StandardCharsets.UTF_8);
    }

    static void fetch(String server, String token, String merchant, Path folder)
            throws IOException, InterruptedException {
        BillFiles files = new BillFiles(server, token, merchant);
        ObjectNode told = JSON.createObjectNode();
        told.set("today", files.json("billing/bill?"));
        told.put("at", Instant.now().toString());
        Files.write(folder.resolve("export.jsonl"), files.bytes("export?format=jsonl&"));
        told.set("account", files.json("billing/account?"));
        told.set("credits", files.json("billing/credits?").path("credits"));
        ArrayNode invoices = told.putArray("invoices");
        for (JsonNode invoice : files.json("billing/invoices?").path("invoices")) {
            invoices.add(files.json("billing/invoices/" + invoice.path("number").asText() + "?"));
        }
        Files.createDirectories(folder.resolve("bills"));
        JSON.writeValue(folder.resolve("bills/" + merchant + ".json").toFile(), told);
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(bytes(path));
    }

    private byte[] bytes(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(server + "/api/v1/" + path + query))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }
}
