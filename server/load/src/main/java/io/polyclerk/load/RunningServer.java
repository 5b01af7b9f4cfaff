package io.polyclerk.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A server of its own data folder and ports, started, killed and stopped as a user would. */
public final class RunningServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADMIN_TOKEN = "load-run-admin-token";

    private final Path project;
    private final Path data;
    private final int port;
    private final int httpsPort;
    private final Map<String, String> environment = new HashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /**
     * @param project the checkout whose launcher is used
     * @param data the server's folder; the launcher's words are kept beside it
     * @param settings environment of the server, which also gets the arguments of the JVM that this process was given in {@code JVM_ARGS}
     */
    public RunningServer(Path project, Path data, Map<String, String> settings) throws IOException {
        this.project = project;
        this.data = data;
        port = freePort();
        httpsPort = freePort();
        environment.putAll(settings);
        environment.put("POLYCLERK_ADMIN_TOKEN", ADMIN_TOKEN);
        environment.put("POLYCLERK_HOST", "localhost");
        environment.put("POLYCLERK_SKIP_BUILD", "yes");
        // A server that is killed cannot clean up after itself; what it leaves goes with its folder.
        Path temporary = Files.createDirectories(data.resolveSibling("tmp"));
        environment.put(
                "JVM_ARGS",
                Objects.requireNonNullElse(System.getenv("JVM_ARGS"), "") + " -Djava.io.tmpdir=" + temporary);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** Returns when the launcher says that the server runs. */
    public void start() throws IOException, InterruptedException {
        int exit = launcher("start", "--data", data.toString(), "--port", "" + port, "--https-port", "" + httpsPort);
        if (exit != 0) {
            throw new IOException("the launcher ended with " + exit);
        }
    }

    /** Ends the process at once, as a power cut would. */
    public void kill() throws IOException, InterruptedException {
        long pid = pid();
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow(() -> new IOException("the server does not run"));
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Memory that the process holds now, in bytes. */
    public long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return -1;
    }

    /** The processes that it has started and that still run. */
    public Stream<ProcessHandle> children() throws IOException {
        return ProcessHandle.of(pid()).stream().flatMap(ProcessHandle::descendants);
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(data.resolve("server.pid")).strip());
    }

    private int launcher(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("polyclerk").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(data.resolveSibling("launcher.log").toFile());
        return builder.start().waitFor();
    }

    /** The token of the first administrator. */
    public static String adminToken() {
        return ADMIN_TOKEN;
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(address(path))
                        .header("Authorization", "Bearer " + ADMIN_TOKEN)
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }

    /** Posts a body. @return the status, or 0 when nobody answers */
    public int post(String path, byte[] body, Map<String, String> headers) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException down) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        launcher("stop", "--data", data.toString());
    }
}
