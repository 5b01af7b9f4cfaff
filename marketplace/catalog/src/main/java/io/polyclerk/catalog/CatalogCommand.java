package io.polyclerk.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Makes the catalogue: {@code index.json}, and a page that shows and searches it. */
public final class CatalogCommand {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String PLACE = "/*INDEX*/null";

    private CatalogCommand() {}

    /** @param arguments the root of the repository, and the folder for what is made */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Path out = Path.of(arguments[1]);
        List<ManifestCheck.Checked> checked = new ManifestCheck().all(root.resolve("manifests"));
        List<Finding> findings =
                checked.stream().flatMap(one -> one.findings().stream()).toList();
        if (!findings.isEmpty()) {
            throw new IllegalStateException("manifests have to be mended:\n"
                    + String.join("\n", findings.stream().map(Finding::toString).toList()));
        }
        ObjectNode index = JSON.createObjectNode();
        ArrayNode adapters = index.putArray("adapters");
        for (ManifestCheck.Checked one : checked) {
            adapters.add(entry(root, one));
        }
        index.set("languages", languages(root));
        Files.createDirectories(out);
        JSON.writeValue(out.resolve("index.json").toFile(), index);
        Files.writeString(out.resolve("index.html"), page(index));
    }

    private static ObjectNode entry(Path root, ManifestCheck.Checked checked) throws IOException {
        JsonNode manifest = checked.manifest().orElseThrow();
        ObjectNode entry = JSON.createObjectNode();
        for (String field : List.of(
                "id",
                "kind",
                "name",
                "version",
                "spi",
                "owners",
                "documentation",
                "licence",
                "egress",
                "personalData",
                "capabilities")) {
            entry.set(field, manifest.path(field));
        }
        entry.put("tier", checked.reached().name());
        JsonNode coverage = checked.quality().orElseThrow().path("rules").path(ManifestCheck.COVERAGE);
        if (coverage.has("lines")) {
            entry.set(ManifestCheck.COVERAGE, coverage);
        }
        Path report = root.resolve("adapters").resolve(checked.id()).resolve("target/tck/report.json");
        if (Files.isRegularFile(report)) {
            JsonNode found = JSON.readTree(Files.readString(report));
            entry.put("conformant", found.path("passed").asBoolean());
            entry.put("code", found.path("code").asText());
        }
        return entry;
    }

    /** What the packs' labels say, when they were built before. */
    private static JsonNode languages(Path root) throws IOException {
        Path labels = root.resolve("plugin-core/ai/target/classes/models/labels.json");
        return Files.isRegularFile(labels) ? JSON.readTree(Files.readString(labels)) : JSON.createArrayNode();
    }

    private static String page(ObjectNode index) throws IOException {
        try (InputStream stream = Objects.requireNonNull(CatalogCommand.class.getResourceAsStream("/catalogue.html"))) {
            // A closing tag inside a text must not end the script.
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(PLACE, JSON.writeValueAsString(index).replace("<", "\\u003c"));
        }
    }
}
