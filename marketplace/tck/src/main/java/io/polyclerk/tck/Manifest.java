package io.polyclerk.tck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The manifest of the adapter under test, as its jar carries it. Immutable. */
public final class Manifest {

    private static final String PLACE = "/META-INF/adapter.json";
    private static final String SCHEMA = "/META-INF/adapter.schema.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode tree;

    private Manifest(JsonNode tree) {
        this.tree = tree;
    }

    /** @throws AssertionError when the class path has none */
    public static Manifest onClassPath() {
        return new Manifest(read(PLACE));
    }

    private static JsonNode read(String place) {
        try (InputStream stream = Manifest.class.getResourceAsStream(place)) {
            if (stream == null) {
                throw new AssertionError("the adapter's jar has no " + place
                        + ": add manifests/<id> as a resource folder with the target path META-INF");
            }
            return JSON.readTree(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is wrong with it by the schema or with the names of its choices, one line a fault; empty when it is valid. */
    public List<String> faults() {
        Stream<String> broken =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(read(SCHEMA))
                        .validate(tree)
                        .stream()
                        .map(Object::toString);
        return Stream.concat(broken, halfNamed()).sorted().toList();
    }

    /** Settings that name some of their choices, or choices that there are not; a schema cannot compare the two. */
    private Stream<String> halfNamed() {
        return Stream.of(tree.path("settings"), tree.at("/app/settings"))
                .flatMap(settings -> StreamSupport.stream(settings.spliterator(), false))
                .filter(setting -> setting.has("valueNames"))
                .filter(setting -> !names(setting.path("values")).equals(keys(setting.path("valueNames"))))
                .map(setting -> setting.path("name").asText() + ": valueNames names other choices than its values");
    }

    /** A text; empty when there is none. @param path names of fields, from the outside in */
    public String text(String... path) {
        JsonNode node = tree;
        for (String field : path) {
            node = node.path(field);
        }
        return node.asText("");
    }

    /** Whether the platform is this server itself, so that sending makes no call. */
    public boolean isHosted() {
        return tree.path("hosted").asBoolean(false);
    }

    /** Whether a signature covers every byte of the body. */
    public boolean signsBodies() {
        return text("webhook", "verification").contains("hmac");
    }

    public boolean declares(String capability) {
        return names(tree.path("capabilities")).contains(capability);
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new TreeSet<>();
        list.forEach(item -> names.add(item.asText()));
        return names;
    }

    /** Names of all settings, or of those of one type. */
    public Set<String> settings(String... types) {
        Set<String> wanted = Set.of(types);
        Set<String> names = new TreeSet<>();
        tree.path("settings").forEach(setting -> {
            if (wanted.isEmpty() || wanted.contains(setting.path("type").asText())) {
                names.add(setting.path("name").asText());
            }
        });
        return names;
    }
}
