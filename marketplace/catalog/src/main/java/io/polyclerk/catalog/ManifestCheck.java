package io.polyclerk.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks the folder of an adapter: manifest, law and quality, each against its schema and against one another. Thread-safe. */
public final class ManifestCheck {

    private static final String IN_A_JAR = "META-INF";
    static final String COVERAGE = "coverage";
    private static final int LEAST_LINES = 80;
    private static final int LEAST_MUTANTS = 70;

    private final SchemaCheck manifests = new SchemaCheck("adapter.schema.json");
    private final SchemaCheck laws = new SchemaCheck("law.schema.json");
    private final SchemaCheck qualities = new SchemaCheck("quality.schema.json");
    private final QualityRules rules = QualityRules.read();

    /**
     * What an adapter's folder says, as far as it can be read.
     *
     * @param quality what its quality file says
     * @param reached the tier that its quality file gives it; {@link Tier#NONE} while anything is wrong
     */
    public record Checked(
            String id, Optional<JsonNode> manifest, Optional<JsonNode> quality, Tier reached, List<Finding> findings) {}

    /** All adapters below {@code manifests}, by name; or the one whose folder is given. */
    public List<Checked> all(Path root) {
        if (Files.isRegularFile(root.resolve("adapter.json"))) {
            return List.of(adapter(root));
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> !folder.endsWith("schema"))
                    .sorted()
                    .map(this::adapter)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Checked adapter(Path folder) {
        String id = idOf(folder);
        List<Finding> findings = new ArrayList<>();
        Path manifestFile = folder.resolve("adapter.json");
        Path qualityFile = folder.resolve("quality.yaml");
        Optional<JsonNode> manifest = manifests.read(manifestFile, findings);
        manifest.ifPresent(tree -> manifest(manifestFile, id, tree, findings));
        Path lawFile = folder.resolve("law.json");
        if (Files.exists(lawFile)) {
            laws.read(lawFile, findings).ifPresent(tree -> sameId(lawFile, id, tree.path("adapter"), findings));
        } else if (manifest.map(tree -> !tree.path("egress").isEmpty()).orElse(false)) {
            findings.add(new Finding(
                    lawFile, 0, "an adapter that calls a platform says what that allows", "Write down its limits"));
        }
        Optional<JsonNode> quality = qualities.read(qualityFile, findings);
        quality.ifPresent(tree -> quality(qualityFile, id, tree, findings));
        Tier reached = findings.isEmpty() ? quality.map(rules::reached).orElse(Tier.NONE) : Tier.NONE;
        if (findings.isEmpty()) {
            claim(manifestFile, manifest, quality, reached, findings);
        }
        return new Checked(id, manifest, quality, reached, List.copyOf(findings));
    }

    /** A folder has the name of its adapter, but for the one in a partner's jar: there it is what the manifest says. */
    private String idOf(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.equals(IN_A_JAR)
                ? manifests
                        .read(folder.resolve("adapter.json"), new ArrayList<>())
                        .map(tree -> tree.path("id").asText())
                        .orElse(name)
                : name;
    }

    private static void manifest(Path file, String id, JsonNode manifest, List<Finding> findings) {
        sameId(file, id, manifest.path("id"), findings);
        settings(file, manifest.path("settings"), findings);
        settings(file, manifest.at("/app/settings"), findings);
    }

    private static void settings(Path file, JsonNode settings, List<Finding> findings) {
        Set<String> names = new HashSet<>();
        for (JsonNode setting : settings) {
            String name = setting.path("name").asText();
            if (!names.add(name)) {
                findings.add(new Finding(file, 0, "setting '" + name + "' is declared twice", "Remove one"));
            }
            if (setting.path("type").asText().equals("secret") && setting.has("default")) {
                findings.add(new Finding(file, 0, "secret '" + name + "' has a default", "Remove it: it is no secret"));
            }
            choices(file, name, setting, findings);
        }
    }

    /** A seller who reads one choice in words and the next as the adapter spells it would think that something is broken. */
    private static void choices(Path file, String name, JsonNode setting, List<Finding> findings) {
        Set<String> values = new TreeSet<>();
        setting.path("values").forEach(value -> values.add(value.asText()));
        if (!setting.path("default").asText().isEmpty()
                && !values.isEmpty()
                && !values.contains(setting.path("default").asText())) {
            findings.add(new Finding(file, 0, "the default of '" + name + "' is no choice", "Name one of its values"));
        }
        Set<String> named = new TreeSet<>();
        setting.path("valueNames").fieldNames().forEachRemaining(named::add);
        if (!named.isEmpty() && !named.equals(values)) {
            findings.add(new Finding(
                    file,
                    0,
                    "the choices of '%s' are %s and those with a name %s".formatted(name, values, named),
                    "Give each value a name in valueNames, and nothing else"));
        }
    }

    private static void sameId(Path file, String id, JsonNode named, List<Finding> findings) {
        if (!named.asText().equals(id)) {
            findings.add(new Finding(
                    file,
                    0,
                    "it is about '" + named.asText() + "' and lies in the folder '" + id + "'",
                    "Make them equal"));
        }
    }

    private void quality(Path file, String id, JsonNode quality, List<Finding> findings) {
        sameId(file, id, quality.path("adapter"), findings);
        quality.path("rules").fieldNames().forEachRemaining(name -> {
            if (rules.named(name).isEmpty()) {
                findings.add(new Finding(file, 0, "there is no rule '" + name + "'", "See schema/quality-rules.json"));
            }
            measured(file, name, quality.path("rules").path(name), findings);
        });
    }

    /** Coverage is a matter of figures: nobody may just say that it is done. */
    private void measured(Path file, String name, JsonNode told, List<Finding> findings) {
        boolean isCoverage = name.equals(COVERAGE);
        String remedy = rules.named(name).map(QualityRules.Rule::remedy).orElse("");
        if (isCoverage && told.isTextual()) {
            findings.add(new Finding(file, 0, "'coverage' is said to be done, without figures", remedy));
        } else if (!isCoverage && told.has("measuredOn")) {
            findings.add(new Finding(file, 0, "'" + name + "' is nothing that is measured", "Write 'done'"));
        } else if (told.has("measuredOn")
                && (told.path("lines").asInt() < LEAST_LINES
                        || told.path("mutants").asInt() < LEAST_MUTANTS)) {
            findings.add(new Finding(
                    file,
                    0,
                    "'coverage' wants %d %% of lines and %d %% of mutants".formatted(LEAST_LINES, LEAST_MUTANTS),
                    "Test what is not reached, or leave the rule out"));
        }
    }

    /** A manifest claims no more than its quality file bears out. */
    private void claim(
            Path file, Optional<JsonNode> manifest, Optional<JsonNode> quality, Tier reached, List<Finding> findings) {
        if (manifest.isEmpty() || quality.isEmpty() || !manifest.get().has("quality")) {
            return;
        }
        Tier claimed = Tier.valueOf(manifest.get().path("quality").asText().toUpperCase(Locale.ROOT));
        if (claimed.compareTo(reached) > 0) {
            QualityRules.Rule first = rules.missing(quality.get(), claimed).get(0);
            findings.add(new Finding(
                    file,
                    0,
                    "it claims " + claimed + " and lacks '" + first.name() + "': " + first.why(),
                    first.remedy()));
        }
    }
}
