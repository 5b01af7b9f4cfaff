package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Files that are made to harm, through every door for files: each is refused with a reason, memory stays bounded, nothing is written
 * elsewhere, nobody is called, and the next shopper is answered.
 */
class HostileFilesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** The largest process that reads files has 600 MB of heap and what native code and the machine add. */
    private static final long LARGEST_CHILD = 1_000L * 1024 * 1024;

    private static final long LARGEST_GROWTH = 500L * 1024 * 1024;
    private static final int TOO_LARGE = 27 * 1024 * 1024;
    private static final String ADMIN = "Bearer " + RunningServer.adminToken();

    private final RunningShop shop = RunningShop.get();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String climber = "climbed-" + UUID.randomUUID();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private ServerSocket listener;
    private String address;
    private Footprint footprint;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        address = "http://127.0.0.1:" + listener.getLocalPort();
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try (Socket caller = listener.accept()) {
                    calls.add(caller.toString());
                } catch (IOException closed) {
                    return;
                }
            }
        });
        footprint = new Footprint(shop.server);
    }

    @AfterEach
    void nothingHasHappened() throws Exception {
        footprint.close();
        listener.close();
        assertThat(calls).as("requests that left").isEmpty();
        assertThat(footprint.growth()).as("memory of the server").isLessThan(LARGEST_GROWTH);
        assertThat(footprint.largestChild()).as("memory of what reads files").isLessThan(LARGEST_CHILD);
        assertThat(Path.of("/tmp", climber)).doesNotExist();
        assertThat(shop.say(RunningShop.newChat(), "hello", 1)).hasSize(1);
    }

    @Test
    void hostileDocumentsAreRefusedWithAReason() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("bomb.zip", HostileFiles.zipBomb());
        files.put("bomb.txt.gz", HostileFiles.gzipBomb());
        files.put("gzip.txt", HostileFiles.gzipBomb());
        files.put("bomb.docx", HostileFiles.docxBomb());
        files.put("entities.docx", HostileFiles.docxOfEntities());
        files.put("fetches.docx", HostileFiles.docxThatFetches(address));
        files.put("macros.docm", HostileFiles.docxWithMacros());
        files.put("macros.docx", HostileFiles.docxWithMacros());
        files.put("climbs.docx", HostileFiles.docxThatClimbs(climber));
        files.put("cut.docx", HostileFiles.half(HostileFiles.docxWithParts(address)));
        files.put("form.pdf", HostileFiles.xfa(address));
        files.put("two.pdf", HostileFiles.pdfAndZip());
        files.put("actions.pdf", HostileFiles.pdfWithActions(address));
        files.put("cut.pdf", HostileFiles.half(HostileFiles.xfa(address)));
        files.put("wrong.pdf", HostileFiles.docxWithParts(address));
        files.put("picture.docx", HostileFiles.hugePng());
        files.put("page.txt", HostileFiles.pageThatFetches(address));
        files.put("../../" + climber + ".zip", HostileFiles.zipBomb());
        Map<String, String> ids = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            ids.put(file.getKey(), upload(file.getKey(), file.getValue()));
        }
        for (Map.Entry<String, String> file : ids.entrySet()) {
            JsonNode document = settled(file.getValue());
            assertThat(document.path("state").asText()).as(file.getKey()).isEqualTo("refused");
            assertThat(document.path("reason").asText())
                    .as(file.getKey())
                    .isNotBlank()
                    .doesNotContain("Exception", "/tmp", "fault on our side");
        }
    }

    @Test
    void aDocumentThatPointsElsewhereIsReadWithoutGoingThere() throws Exception {
        JsonNode office = settled(upload("parts.docx", HostileFiles.docxWithParts(address)));
        JsonNode page = settled(upload("page.html", HostileFiles.pageThatFetches(address)));
        assertThat(List.of(office.path("state").asText(), page.path("state").asText()))
                .containsOnly("ready");
        for (JsonNode document : List.of(office, page)) {
            assertThat(send(request("/api/v1/knowledge/documents/"
                                            + document.path("id").asText())
                                    .header("Authorization", ADMIN)
                                    .DELETE())
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void hostilePicturesAreRefusedWithAReason() throws Exception {
        byte[] photo = photo();
        refused(inspect(HostileFiles.hugePng()), 413, "megapixels");
        refused(inspect(HostileFiles.hugeJpeg(photo)), 413, "megapixels");
        refused(inspect(HostileFiles.gzipBomb()), 415, "no picture");
        refused(inspect(HostileFiles.zipBomb()), 415, "no picture");
        refused(inspect(HostileFiles.gifAndPage(address)), 422, "");
        refused(inspect(new byte[TOO_LARGE]), 413, "");
        HttpResponse<String> noted = inspect(HostileFiles.pngWithNote());
        assertThat(noted.statusCode()).as(noted.body()).isIn(200, 422);
        HttpResponse<String> cut = inspect(HostileFiles.half(photo));
        assertThat(cut.statusCode()).as(cut.body()).isIn(200, 422);
    }

    @Test
    void manyLargeFilesAtOnceAreTakenAFewAtATime() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            byte[] form = form("photo", "photo.jpg", new byte[20 * 1024 * 1024]);
            for (int i = 0; i < 24; i++) {
                answers.add(callers.submit(() -> postForm("/api/v1/inspect", form)));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : answers) {
                statuses.add(answer.get().statusCode());
            }
            assertThat(statuses).contains(415).containsOnly(415, 503);
        }
    }

    @Test
    void hostileSoundsAreRefusedWithAReason() throws Exception {
        byte[] note = Files.readAllBytes(
                RunningShop.PROJECT.resolve("plugin-core/ai/src/test/resources/speech/where-is-my-order.ogg"));
        refused(transcribe(HostileFiles.endlessWave()), 422, "");
        refused(transcribe(HostileFiles.endlessOpus(note)), 422, "");
        refused(transcribe(HostileFiles.gzipBomb()), 415, "");
        refused(transcribe(HostileFiles.hugePng()), 415, "");
        refused(transcribe(new byte[TOO_LARGE]), 413, "");
        HttpResponse<String> cut = transcribe(HostileFiles.half(note));
        assertThat(cut.statusCode()).as(cut.body()).isIn(200, 422);
        // What a page says of time is not believed: the note is as long as it sounds.
        for (long time : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0}) {
            HttpResponse<String> absurd = transcribe(HostileFiles.absurdTimes(note, time));
            assertThat(absurd.statusCode()).as(time + absurd.body()).isEqualTo(200);
        }
    }

    @Test
    void theChatTakesNoHostileFileAndAnswersAfterOneThatLooksGood() throws Exception {
        byte[] random = new byte[32];
        ThreadLocalRandom.current().nextBytes(random);
        String session = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        for (byte[] file : List.of(
                HostileFiles.zipBomb(),
                HostileFiles.gzipBomb(),
                HostileFiles.docxWithMacros(),
                HostileFiles.pageThatFetches(address))) {
            refused(chat("/chat/web/uploads", session, file), 415, "pictures");
        }
        refused(chat("/chat/web/uploads", session, new byte[11 * 1024 * 1024]), 413, "");
        List<byte[]> looksGood = List.of(
                HostileFiles.hugePng(),
                HostileFiles.hugeJpeg(photo()),
                HostileFiles.pngWithNote(),
                HostileFiles.gifAndPage(address),
                HostileFiles.xfa(address));
        for (byte[] file : looksGood) {
            HttpResponse<String> taken = chat("/chat/web/uploads", session, file);
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
            String upload = Api.JSON.readTree(taken.body()).path("upload").asText();
            String message = "{\"id\":\"" + UUID.randomUUID() + "\",\"media\":[{\"upload\":\"" + upload
                    + "\",\"kind\":\"image\"}]}";
            HttpResponse<String> said = chat("/hooks/web", session, message.getBytes(StandardCharsets.UTF_8));
            assertThat(said.statusCode()).as(said.body()).isEqualTo(202);
        }
        HttpResponse<String> hello =
                chat("/hooks/web", session, "{\"id\":\"h1\",\"text\":\"thank you\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(hello.statusCode()).isEqualTo(202);
        assertThat(firstAnswer(session))
                .as("something is said after the pictures")
                .isNotEmpty();
    }

    private String firstAnswer(String session) throws IOException, InterruptedException {
        HttpResponse<java.util.stream.Stream<String>> events = http.send(
                request("/chat/web/events").header("X-Chat-Session", session).build(), BodyHandlers.ofLines());
        try (var lines = events.body()) {
            return lines.filter(line -> line.startsWith("data:") && line.contains("\"author\":\"bot\""))
                    .findFirst()
                    .orElse("");
        }
    }

    private static void refused(HttpResponse<String> answer, int status, String reason) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Api.JSON.readTree(answer.body()).path("detail").asText())
                .isNotBlank()
                .contains(reason)
                .doesNotContain("Exception");
    }

    private String upload(String name, byte[] content) throws Exception {
        HttpResponse<String> taken = postForm("/api/v1/knowledge/documents", form("file", name, content));
        assertThat(taken.statusCode()).as(name + taken.body()).isEqualTo(202);
        return Api.JSON.readTree(taken.body()).path("id").asText();
    }

    private JsonNode settled(String id) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        JsonNode document = shop.server.get("/api/v1/knowledge/documents/" + id).path("document");
        while (List.of("waiting", "reading").contains(document.path("state").asText())
                && Instant.now().isBefore(end)) {
            Thread.sleep(100);
            document = shop.server.get("/api/v1/knowledge/documents/" + id).path("document");
        }
        return document;
    }

    private HttpResponse<String> inspect(byte[] photo) throws Exception {
        return postForm("/api/v1/inspect", form("photo", "photo.jpg", photo));
    }

    /** A form with the merchant and a file. */
    private static byte[] form(String part, String name, byte[] content) {
        String line = "--limit\r\nContent-Disposition: form-data; name=\"";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((line + "merchant\"\r\n\r\ndemo\r\n" + line + part + "\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--limit--\r\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private HttpResponse<String> postForm(String path, byte[] form) throws Exception {
        return send(request(path)
                .header("Authorization", ADMIN)
                .header("Content-Type", "multipart/form-data; boundary=limit")
                .POST(BodyPublishers.ofByteArray(form)));
    }

    private HttpResponse<String> transcribe(byte[] sound) throws Exception {
        return send(request("/api/v1/transcribe?merchant=demo")
                .header("Authorization", ADMIN)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(sound)));
    }

    private HttpResponse<String> chat(String path, String session, byte[] body) throws Exception {
        return send(request(path)
                .header("X-Chat-Session", session)
                .header("Content-Type", path.startsWith("/hooks") ? "application/json" : "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(shop.server.address(path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static byte[] photo() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(64, 64, java.awt.image.BufferedImage.TYPE_INT_RGB), "jpg", file);
        return file.toByteArray();
    }
}
