package io.polyclerk.ai.understanding;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What models were made of, so that a build that changes neither packs nor training need not train again: that takes minutes. */
final class ModelStamp {

    private static final String FILE = "made-of.txt";
    private static final List<String> NOT_TRAINED_ON = List.of("/phrases/", "/test.jsonl", "/pack.json");

    private ModelStamp() {}

    static boolean isFresh(Path models) throws IOException {
        Path stamp = models.resolve(FILE);
        return Files.exists(stamp) && Files.readString(stamp).equals(now());
    }

    static void leave(Path models) throws IOException {
        Files.writeString(models.resolve(FILE), now());
    }

    private static String now() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, "/languages/index.txt", "languages");
            add(digest, "/io/polyclerk/ai/understanding/PackTrainer.class", "io/polyclerk/ai/understanding");
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param marker a resource that tells where the folder is: on the disk or inside a jar */
    private static void add(MessageDigest digest, String marker, String folder) throws IOException, URISyntaxException {
        URI place = Objects.requireNonNull(ModelStamp.class.getResource(marker)).toURI();
        if (place.getScheme().equals("file")) {
            addFiles(digest, Path.of(place).resolveSibling(""));
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(
                Path.of(URI.create(place.getRawSchemeSpecificPart().replaceFirst("!.*", ""))))) {
            addFiles(digest, jar.getPath(folder));
        }
    }

    private static void addFiles(MessageDigest digest, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString();
                if (NOT_TRAINED_ON.stream().noneMatch(("/" + name)::contains)) {
                    digest.update(name.getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
    }
}
