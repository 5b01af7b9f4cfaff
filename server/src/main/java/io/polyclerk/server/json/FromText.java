package io.polyclerk.server.json;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import java.io.IOException;
import java.util.function.Function;

/** Reads a value that is written as a string; what its constructor refuses is reported as wrong input. */
final class FromText<T> extends FromStringDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> constructor;

    private FromText(Class<T> type, Function<String, T> constructor) {
        super(type);
        this.constructor = constructor;
    }

    static <T> FromText<T> to(Class<T> type, Function<String, T> constructor) {
        return new FromText<>(type, constructor);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected T _deserialize(String value, DeserializationContext context) throws IOException {
        try {
            return constructor.apply(value);
        } catch (IllegalArgumentException refused) {
            return (T) context.handleWeirdStringValue(handledType(), value, "%s", refused.getMessage());
        }
    }
}
