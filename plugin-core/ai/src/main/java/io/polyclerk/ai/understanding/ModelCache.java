package io.polyclerk.ai.understanding;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Models by what they were made of, in the user's cache folder: a build that changes neither a language's pack nor the training need
 * not train that language again, in whichever work tree it runs. Training takes minutes.
 */
final class ModelCache {

    private static final List<String> NOT_TRAINED_ON = List.of(
            "/phrases/",
            "test.jsonl",
            "test.tsv",
            "/test-customers.jsonl",
            "/real-style/",
            "/pack.json",
            "/slots.json",
            "/emotion.csv",
            "/faults.json",
            "/remedies.txt",
            "/claims.txt",
            "/traditional.csv");

    /** Classes that training consists of; the others of the package only read its results. */
    private static final List<String> TRAINED_BY = List.of(
            "PackTrainer",
            "LinearTrainer",
            "SentenceTrainer",
            "Softmax",
            "Descent",
            "LinearModel",
            "SparseRows",
            "FewValues",
            "TextClassifier",
            "Reading",
            "Clauses",
            "WishPairs",
            "Joints",
            "Part",
            "Cut",
            "Cuts",
            "KnownWishes",
            "Division",
            "Logistic",
            "Scope",
            "DivisionLessons",
            "PackModel",
            "Refusal",
            "FeatureExtractor",
            "Variations",
            "InProcessSentences",
            "Tokenizer",
            "TextNormalizer",
            "Glossary",
            "Gloss",
            "Shorthand",
            "LanguageGuesser");

    private final Path folder;
    private final Path kept = cache();

    /** @param folder where the build wants its models */
    ModelCache(Path folder) {
        this.folder = folder;
    }

    /** Writes a model. */
    interface Training {
        void into(OutputStream out) throws IOException;
    }

    /** Puts a model into the folder: from the cache if it is there, newly trained otherwise. @param tags packs that it is made of */
    void provide(String name, List<String> tags, Training training) throws IOException {
        String stamp = stamp(tags);
        Path model = folder.resolve(name);
        Path madeOf = folder.resolve(name + ".made-of");
        if (Files.exists(model)
                && Files.exists(madeOf)
                && Files.readString(madeOf).equals(stamp)) {
            return;
        }
        Files.deleteIfExists(madeOf);
        Path known = kept.resolve(name + "-" + stamp);
        Files.createDirectories(kept);
        // Two builds that want the same model at the same time train it once.
        try (FileChannel channel = FileChannel.open(
                        kept.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (Files.exists(known) && lock.isValid()) {
                Files.copy(known, model, StandardCopyOption.REPLACE_EXISTING);
            } else {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(model), 1 << 16)) {
                    training.into(out);
                }
                keep(model, name, known);
            }
        }
        Files.writeString(madeOf, stamp);
    }

    /** A cache that is full is no reason to fail. */
    private void keep(Path model, String name, Path known) {
        try {
            try (Stream<Path> files = Files.list(kept)) {
                for (Path old : files.filter(
                                file -> file.getFileName().toString().startsWith(name + "-"))
                        .sorted((one, other) -> Long.compare(
                                other.toFile().lastModified(), one.toFile().lastModified()))
                        .skip(5)
                        .toList()) {
                    Files.deleteIfExists(old);
                }
            }
            Path part = Files.createTempFile(kept, "part", null);
            Files.copy(model, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, known, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            System.getLogger(ModelCache.class.getName())
                    .log(System.Logger.Level.INFO, "a trained model is not kept: " + unwritable.getMessage());
        }
    }

    private static Path cache() {
        String home = System.getenv("XDG_CACHE_HOME");
        return (home == null || home.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home))
                .resolve("polyclerk")
                .resolve("models");
    }

    private static String stamp(List<String> tags) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : PackFiles.lines(Glossary.COMPANIES).orElse(List.of())) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
            }
            for (String tag : tags) {
                add(digest, "/languages/" + tag + "/pack.json", "languages/" + tag);
            }
            add(digest, "/io/polyclerk/ai/understanding/PackTrainer.class", "io/polyclerk/ai/understanding");
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param marker a resource that tells where the folder is: on the disk or inside a jar */
    private static void add(MessageDigest digest, String marker, String folder) throws IOException, URISyntaxException {
        URI place = Objects.requireNonNull(ModelCache.class.getResource(marker)).toURI();
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
                if (counts(name)) {
                    digest.update(name.getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
    }

    private static boolean counts(String name) {
        return name.endsWith(".class")
                ? TRAINED_BY.stream().anyMatch(type -> name.equals(type + ".class") || name.startsWith(type + "$"))
                : NOT_TRAINED_ON.stream().noneMatch(("/" + name)::contains);
    }
}
