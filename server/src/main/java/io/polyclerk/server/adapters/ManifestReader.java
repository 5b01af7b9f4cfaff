package io.polyclerk.server.adapters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/** Reads manifests that fulfil the schema, and says of the others why they do not. Thread-safe. */
public final class ManifestReader {

    private static final String SCHEMA = "/META-INF/adapter.schema.json";

    private final ObjectMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private final Schema schema;

    public ManifestReader() {
        try (InputStream stream = ManifestReader.class.getResourceAsStream(SCHEMA)) {
            if (stream == null) {
                throw new IllegalStateException(SCHEMA + " is not on the class path");
            }
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(json.readTree(stream));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @throws BrokenAdapterException when it is no JSON or does not fulfil the schema */
    public Manifest read(byte[] content) {
        try {
            JsonNode tree = json.readTree(content);
            String problems =
                    schema.validate(tree).stream().map(Error::toString).sorted().collect(Collectors.joining("; "));
            if (!problems.isEmpty()) {
                throw new BrokenAdapterException("its manifest does not fulfil the schema: " + problems);
            }
            return json.treeToValue(tree, Manifest.class);
        } catch (JsonProcessingException malformed) {
            throw new BrokenAdapterException("its manifest cannot be read: " + malformed.getOriginalMessage());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
