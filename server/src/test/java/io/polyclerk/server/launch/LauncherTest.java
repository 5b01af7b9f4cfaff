package io.polyclerk.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a seller uses it, with a process in place of the server. */
class LauncherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OUT_OF_MEMORY = 3;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<Long> seen = new ArrayList<>();

    @TempDir
    private Path home;

    private Path data;
    private int port;

    @BeforeEach
    void anInstallation() throws IOException {
        data = home.resolve("data");
        Files.copy(Path.of("../polyclerk"), home.resolve("polyclerk"));
        Path wlp = home.resolve("server/target/liberty/wlp");
        Path classes = Files.createDirectories(wlp.resolve("usr/servers/polyclerk/apps/polyclerk.war/WEB-INF/classes"));
        Files.writeString(classes.resolve("Resource.class"), "stands in for a class");
        Files.createSymbolicLink(
                wlp.resolve("usr/servers/polyclerk/launch"),
                Path.of("target/classes").toAbsolutePath());
        Path server = Files.createDirectories(wlp.resolve("bin")).resolve("server");
        Files.writeString(
                server,
                "#!/bin/sh\nexec \"$JAVA_HOME/bin/java\" -cp '%s' %s ws-server.jar polyclerk\n"
                        .formatted(Path.of("target/test-classes").toAbsolutePath(), StandIn.class.getName()));
        assertThat(server.toFile().setExecutable(true)).isTrue();
        port = freePort();
    }

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        launcher("stop");
        seen.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private int launcher(String command) throws Exception {
        ProcessBuilder launcher = new ProcessBuilder(
                        home.resolve("polyclerk").toString(),
                        command,
                        "--data",
                        data.toString(),
                        "--port",
                        "" + port,
                        "--https-port",
                        "" + freePort())
                .redirectErrorStream(true)
                .redirectOutput(new File(home.toFile(), "launcher.log"));
        launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return launcher.start().waitFor();
    }

    private void start() throws Exception {
        assertThat(launcher("start"))
                .as(Files.readString(home.resolve("launcher.log")))
                .isZero();
    }

    private long pid() {
        try {
            String number = Files.readString(data.resolve("server.pid")).strip();
            long pid = number.isEmpty() ? -1 : Long.parseLong(number);
            seen.add(pid);
            return pid;
        } catch (IOException none) {
            return -1;
        }
    }

    private boolean answers() {
        return LaunchProbe.answers(port);
    }

    private void end(int code) throws Exception {
        long ending = pid();
        http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/end/" + code))
                        .build(),
                BodyHandlers.discarding());
        await(() -> ProcessHandle.of(ending).isEmpty());
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!holds.getAsBoolean()) {
            assertThat(Instant.now()).as("waited in vain").isBefore(end);
            Thread.sleep(50);
        }
    }

    /** What is left of an installation runs no more. */
    private Set<Long> alive() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return Set.copyOf(all.map(ProcessHandle::pid).filter(seen::contains).toList());
        }
    }

    @Test
    void aServerThatRanOutOfMemoryIsStartedAgain() throws Exception {
        start();
        long first = pid();
        end(OUT_OF_MEMORY);
        await(() -> pid() != first && answers());
        assertThat(launcher("status")).isZero();
        assertThat(launcher("stop")).isZero();
        assertThat(alive()).isEmpty();
    }

    @Test
    void aServerThatEndedForAnotherReasonStaysAway() throws Exception {
        start();
        end(1);
        Thread.sleep(2500);
        assertThat(answers()).isFalse();
        assertThat(launcher("status")).isOne();
    }

    @Test
    void whoStopsAServerThatIsAboutToBeStartedAgainHasStoppedIt() throws Exception {
        start();
        end(OUT_OF_MEMORY);
        assertThat(launcher("stop")).isZero();
        Thread.sleep(2500);
        assertThat(answers()).isFalse();
        assertThat(launcher("status")).isOne();
    }

    @Test
    void whatTheServerKeptOfTheClassesOfAnotherBuildIsForgotten() throws Exception {
        Path kept = data.resolve("server/polyclerk/workarea/org.eclipse.osgi/43/data/anno/kept");
        Files.createDirectories(kept);
        start();
        assertThat(kept).doesNotExist();
        assertThat(launcher("stop")).isZero();
        Files.createDirectories(kept);
        start();
        assertThat(kept).as("of the same build").exists();
    }
}
