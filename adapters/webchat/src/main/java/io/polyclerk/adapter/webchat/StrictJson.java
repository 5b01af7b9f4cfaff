package io.polyclerk.adapter.webchat;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A JSON object from outside that holds what is expected and nothing else. Small bodies only: at most 64 kB, four levels deep. */
record StrictJson(JsonObject object) {

    private static final int LARGEST = 64 * 1024;
    private static final int DEEPEST = 4;

    /** The body is not what the protocol asks for. Made without a stack trace: whoever writes nonsense shall cost little. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String reason;

        Malformed(int status, String reason) {
            super(reason, null, false, false);
            this.status = status;
            this.reason = reason;
        }

        int status() {
            return status;
        }

        String reason() {
            return reason;
        }
    }

    static StrictJson parse(byte[] body) throws Malformed {
        if (body.length > LARGEST) {
            throw new Malformed(413, "body too large");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            mustBeShallow(text);
            Map<String, ?> noRepeats = Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE);
            try (JsonReader reader = Json.createReaderFactory(noRepeats).createReader(new StringReader(text))) {
                return new StrictJson(reader.readObject());
            }
        } catch (CharacterCodingException | JsonException | IllegalStateException noJson) {
            throw new Malformed(400, "no JSON object");
        }
    }

    /** Looks at the structure first, so that no tree is built of a body that only wants to exhaust the reader. */
    private static void mustBeShallow(String text) throws Malformed {
        int depth = 0;
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT, START_ARRAY -> depth++;
                    case END_OBJECT, END_ARRAY -> depth--;
                    case KEY_NAME, VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
                }
                if (depth > DEEPEST) {
                    throw new Malformed(400, "nested too deeply");
                }
            }
        }
    }

    /** @throws Malformed when there is any other field */
    StrictJson allow(String... names) throws Malformed {
        if (!Set.of(names).containsAll(object.keySet())) {
            throw new Malformed(400, "unknown field");
        }
        return this;
    }

    boolean has(String name) {
        return object.containsKey(name);
    }

    /** The one of these fields that is there. */
    String exactlyOneOf(String... names) throws Malformed {
        List<String> present = new ArrayList<>(List.of(names));
        present.removeIf(name -> !has(name));
        if (present.size() != 1) {
            throw new Malformed(400, "exactly one of " + String.join(", ", names) + " is wanted");
        }
        return present.get(0);
    }

    String text(String name, Pattern shape) throws Malformed {
        String text = string(name);
        if (!shape.matcher(text).matches()) {
            throw new Malformed(400, "field " + name);
        }
        return text;
    }

    /** Words as they were written, not blank and of at most so many UTF-16 units. */
    String words(String name, int longest) throws Malformed {
        String text = string(name);
        if (text.isBlank() || text.length() > longest) {
            throw new Malformed(400, "field " + name);
        }
        return text;
    }

    void mustBeTrue(String name) throws Malformed {
        if (!JsonValue.TRUE.equals(object.get(name))) {
            throw new Malformed(400, "field " + name);
        }
    }

    StrictJson object(String name) throws Malformed {
        if (object.get(name) instanceof JsonObject value) {
            return new StrictJson(value);
        }
        throw new Malformed(400, "field " + name);
    }

    /** Between one and {@code most} objects. */
    List<JsonObject> objects(String name, int most) throws Malformed {
        List<JsonObject> objects = new ArrayList<>();
        if (object.get(name) instanceof jakarta.json.JsonArray values) {
            for (JsonValue value : values) {
                if (value instanceof JsonObject item) {
                    objects.add(item);
                    continue;
                }
                throw new Malformed(400, "field " + name);
            }
        }
        if (objects.isEmpty() || objects.size() > most) {
            throw new Malformed(400, "field " + name);
        }
        return objects;
    }

    private String string(String name) throws Malformed {
        if (object.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw new Malformed(400, "field " + name);
    }
}
