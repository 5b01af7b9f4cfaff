package io.polyclerk.catalog;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.serialization.NodeReader;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Holds files against one schema and says in which line they break it. Thread-safe. */
final class SchemaCheck {

    private static final NodeReader READER =
            NodeReader.builder().locationAware().build();

    private final Schema schema;

    /** @param name of a file below {@code manifests/schema} */
    SchemaCheck(String name) {
        try (InputStream stream =
                Objects.requireNonNull(SchemaCheck.class.getResourceAsStream("/schema/" + name), name)) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(stream, InputFormat.JSON);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The content of a file, when it is there and keeps to the schema; what is wrong goes to the findings. */
    Optional<JsonNode> read(Path file, List<Finding> findings) {
        if (!Files.isRegularFile(file)) {
            findings.add(new Finding(file, 0, "the file is missing", "Write it; the starter shows one"));
            return Optional.empty();
        }
        try {
            JsonNode tree = READER.readTree(
                    Files.readString(file), file.toString().endsWith(".json") ? InputFormat.JSON : InputFormat.YAML);
            List<Error> errors = schema.validate(tree);
            errors.forEach(error -> findings.add(finding(file, error)));
            return errors.isEmpty() ? Optional.of(tree) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            findings.add(malformed(file, malformed));
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Finding malformed(Path file, IllegalArgumentException malformed) {
        if (malformed.getCause() instanceof JsonProcessingException syntax) {
            JsonLocation at = syntax.getLocation();
            return new Finding(file, at == null ? 0 : at.getLineNr(), syntax.getOriginalMessage(), "Mend the syntax");
        }
        return new Finding(file, 0, String.valueOf(malformed.getMessage()), "Mend the syntax");
    }

    private static Finding finding(Path file, Error error) {
        JsonNode node = error.getInstanceNode();
        JsonLocation at = node == null ? null : JsonNodes.tokenStreamLocationOf(node);
        return new Finding(
                file,
                at == null ? 0 : at.getLineNr(),
                error.getInstanceLocation() + " " + error.getMessage(),
                remedy(String.valueOf(error.getKeyword())));
    }

    private static String remedy(String keyword) {
        return switch (keyword) {
            case "required" -> "Add what is missing";
            case "additionalProperties" -> "Remove it, or correct its name";
            case "enum", "const" -> "Use one of the values that the schema lists";
            case "pattern", "format" -> "Write it in the form that the schema describes";
            case "type" -> "Give it the right type";
            default -> "See manifests/schema";
        };
    }
}
