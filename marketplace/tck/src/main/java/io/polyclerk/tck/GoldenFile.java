package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes records out in full, also what their {@code toString} keeps to itself, and compares them with a file. */
final class GoldenFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final boolean UPDATE = Boolean.getBoolean("tck.update");

    private GoldenFile() {}

    static void compare(Path golden, Object actual) throws IOException {
        // Written and read once: a number is then of the same kind as one that was read from the file.
        JsonNode tree = JSON.readTree(JSON.writeValueAsBytes(tree(actual)));
        if (UPDATE) {
            Files.createDirectories(golden.resolveSibling(""));
            Files.writeString(golden, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
        }
        assertThat(golden).as("write it with -Dtck.update=true and read it").exists();
        assertThat(withoutNulls(tree)).isEqualTo(withoutNulls(JSON.readTree(Files.readString(golden))));
    }

    /** A component that the contract gains later and that a platform does not fill breaks no recorded case. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        node.forEach(GoldenFile::withoutNulls);
        return node;
    }

    private static @Nullable Object tree(@Nullable Object value) {
        if (value instanceof StubPlatform.Call call) {
            return body(call.text());
        }
        if (value instanceof Record fields) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("is", value.getClass().getSimpleName());
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                tree.put(component.getName(), tree(read(fields, component)));
            }
            return tree;
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(GoldenFile::tree).toList();
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private static Object body(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException anotherFormat) {
            return text;
        }
    }

    private static @Nullable Object read(Record fields, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(fields);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
