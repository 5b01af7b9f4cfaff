package io.polyclerk.server.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the embedded database has acknowledged is there after the process was killed, whatever it was doing. The writers change rows, so that
 * space of the file becomes free, and the database may use that space again after a second instead of three quarters of a minute: that
 * is where versions of H2 have lost commits. More rounds, for another version: {@code -Dkilled.rounds=20 -Dh2.version=…}.
 */
class KilledDatabaseTest {

    private static final int ROUNDS = Integer.getInteger("killed.rounds", 3);
    private static final Duration ROUND = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    /** Changes rows from several threads until it is killed, and says each version once it is kept. */
    static final class Writer {

        private static final int THREADS = 3;
        private static final int ROWS = 300;
        private static final int LONGEST_FILLING = 2000;

        private final Database database;
        private final Random random;
        private final String name;

        private Writer(Database database, String name) {
            this.database = database;
            this.name = name;
            this.random = new Random(name.hashCode());
        }

        public static void main(String[] arguments) {
            Database database = Database.embedded(Path.of(arguments[0]), true);
            database.write(session -> session.update("set retention_time 1000"));
            database.write(session -> session.update(
                    "create table if not exists kept (id varchar(40) primary key, version bigint, filling varchar)"));
            for (int thread = 0; thread < THREADS; thread++) {
                Writer writer = new Writer(database, "row-" + thread);
                Thread.ofPlatform().start(writer::changeForEver);
            }
        }

        private void changeForEver() {
            Map<String, Long> versions = kept(database);
            while (true) {
                String id = name + "-" + random.nextInt(ROWS);
                long version = versions.merge(id, 1L, Long::sum);
                String filling = filling();
                database.write(session -> session.update(
                        "merge into kept (id, version, filling) key (id) values (?, ?, ?)", id, version, filling));
                synchronized (Writer.class) {
                    System.out.println(id + " " + version);
                    System.out.flush();
                }
            }
        }

        private String filling() {
            return random.ints(random.nextInt(LONGEST_FILLING), 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    private static Map<String, Long> kept(Database database) {
        Map<String, Long> versions = new HashMap<>();
        database.read(session -> session.all(
                        "select id, version from kept", row -> Map.entry(row.getString("id"), row.getLong("version"))))
                .forEach(entry -> versions.put(entry.getKey(), entry.getValue()));
        return versions;
    }

    /** What was acknowledged, by row, until the kill. */
    private Map<String, Long> writtenUntilKilled() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.resolve("database").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, Long> written = new HashMap<>();
        Instant end = Instant.now().plus(ROUND);
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (words.length == 2 && words[0].startsWith("row-")) {
                    written.put(words[0], Long.valueOf(words[1]));
                }
                if (Instant.now().isAfter(end)) {
                    // By its handle: the process's own method would close what it has already said too.
                    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
        process.waitFor();
        return written;
    }

    @Test
    void everyAcknowledgedChangeIsThereAfterAKill() throws Exception {
        Map<String, Long> acknowledged = new HashMap<>();
        for (int round = 1; round <= ROUNDS; round++) {
            Map<String, Long> written = writtenUntilKilled();
            assertThat(written).hasSizeGreaterThan(100);
            written.forEach((id, version) -> acknowledged.merge(id, version, Math::max));
            Database database = Database.embedded(folder.resolve("database"), true);
            Map<String, Long> kept = kept(database);
            database.close();
            assertThat(acknowledged.entrySet().stream()
                            .filter(row -> kept.getOrDefault(row.getKey(), 0L) < row.getValue())
                            .toList())
                    .as("older than acknowledged after kill %s", round)
                    .isEmpty();
        }
    }
}
