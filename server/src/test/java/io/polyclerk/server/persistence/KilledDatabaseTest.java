package io.polyclerk.server.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.server.access.ApiToken;
import io.polyclerk.server.access.Role;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded database has acknowledged is there after the process was killed, whatever it was doing. */
class KilledDatabaseTest {

    private static final int KILLS = 4;

    /** How many more tokens each round makes. Only a writer of a minute or more makes the database use space of its file again. */
    private static final int MORE_TOKENS = Integer.getInteger("killed.tokens", 90);

    @TempDir
    private Path folder;

    /** Makes tokens from several threads until it is killed, and says each once it is kept. */
    static final class Writer {

        private static final int THREADS = 4;

        private Writer() {}

        public static void main(String[] arguments) {
            Database database = Database.embedded(Path.of(arguments[0]), true);
            SqlTokenStore tokens = new SqlTokenStore(database);
            for (int thread = 0; thread < THREADS; thread++) {
                String name = arguments[1] + "-" + thread;
                Thread.ofPlatform().start(() -> {
                    for (int i = 0; ; i++) {
                        String id = name + "-" + i;
                        tokens.add(new ApiToken(id, id, Role.AGENT, Instant.now(), null), "hash of " + id);
                        synchronized (Writer.class) {
                            System.out.println(id);
                            System.out.flush();
                        }
                    }
                });
            }
        }
    }

    private List<String> writtenUntilKilled(int round) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.resolve("database").toString(),
                        "round" + round)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> written = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            int enough = 40 + MORE_TOKENS * round;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("round")) {
                    written.add(line);
                }
                if (written.size() == enough) {
                    // By its handle: the process's own method would close what it has already said too.
                    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
        process.waitFor();
        return written;
    }

    @Test
    void everyTokenThatWasGivenOutOpensAfterAKill() throws Exception {
        List<String> all = new ArrayList<>();
        for (int round = 0; round < KILLS; round++) {
            List<String> written = writtenUntilKilled(round);
            assertThat(written).hasSizeGreaterThanOrEqualTo(40);
            all.addAll(written);
            Database database = Database.embedded(folder.resolve("database"), true);
            SqlTokenStore tokens = new SqlTokenStore(database);
            List<String> lost = all.stream()
                    .filter(id -> tokens.findByHash("hash of " + id).isEmpty())
                    .toList();
            database.close();
            assertThat(lost)
                    .as("lost after kill %s of %s tokens", round + 1, all.size())
                    .isEmpty();
        }
    }
}
