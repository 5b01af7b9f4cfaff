package io.polyclerk.adapter.samplestore;

import io.polyclerk.spi.store.Money;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON, component by component, so that the files look like the SPI. Money is {@code "4.90 EUR"}; a record of a sealed
 * type tells its {@code kind}; a time may be told in days from the opening of the shop, such as {@code "-4T09:42"}. Thread-safe.
 */
final class RecordJson {

    private final LocalDate openedOn;

    RecordJson(LocalDate openedOn) {
        this.openedOn = openedOn;
    }

    static JsonValue write(@Nullable Object value) {
        if (value == null) {
            return JsonValue.NULL;
        }
        return switch (value) {
            case Integer number -> Json.createValue(number);
            case Boolean flag -> flag ? JsonValue.TRUE : JsonValue.FALSE;
            case Money money ->
                Json.createValue(
                        money.amount().toPlainString() + " " + money.currency().getCurrencyCode());
            case List<?> list ->
                Json.createArrayBuilder(list.stream().map(RecordJson::write).toList())
                        .build();
            case Record composed -> object(composed);
            default -> Json.createValue(value.toString());
        };
    }

    private static JsonObject object(Record composed) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        if (composed.getClass().getInterfaces().length > 0) {
            json.add("kind", composed.getClass().getSimpleName());
        }
        try {
            for (RecordComponent component : composed.getClass().getRecordComponents()) {
                json.add(component.getName(), write(component.getAccessor().invoke(composed)));
            }
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
        return json.build();
    }

    /** @throws RuntimeException when the JSON does not hold such a record */
    <T extends Record> T read(JsonObject json, Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @Nullable
        Object[] values = Arrays.stream(components)
                .map(component -> value(json.get(component.getName()), component.getGenericType()))
                .toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException unfit) {
            throw new IllegalArgumentException(unfit);
        }
    }

    <T extends Record> List<T> readAll(List<JsonObject> all, Class<T> type) {
        return all.stream().map(json -> read(json, type)).toList();
    }

    private @Nullable Object value(@Nullable JsonValue json, Type type) {
        if (type instanceof ParameterizedType list) {
            return json == null
                    ? List.of()
                    : json.asJsonArray().stream()
                            .map(item -> value(item, list.getActualTypeArguments()[0]))
                            .toList();
        }
        Class<?> wanted = (Class<?>) type;
        return switch (json == null ? JsonValue.NULL : json) {
            case JsonObject object -> read(object, recordType(object, wanted));
            case JsonNumber number -> number.intValueExact();
            case JsonString text -> parse(text.getString(), wanted);
            default -> wanted == boolean.class ? JsonValue.TRUE.equals(json) : null;
        };
    }

    private static Class<? extends Record> recordType(JsonObject json, Class<?> wanted) {
        return Arrays.stream(wanted.isSealed() ? wanted.getPermittedSubclasses() : new Class<?>[] {wanted})
                .filter(type -> !wanted.isSealed() || type.getSimpleName().equals(json.getString("kind")))
                .findFirst()
                .orElseThrow()
                .asSubclass(Record.class);
    }

    private Object parse(String text, Class<?> wanted) {
        return switch (wanted.getSimpleName()) {
            case "Money" -> Money.of(text.substring(0, text.indexOf(' ')), text.substring(text.indexOf(' ') + 1));
            case "Instant" -> text.endsWith("Z") ? Instant.parse(text) : relative(text);
            case "BigDecimal" -> new BigDecimal(text);
            case "LocalDate" -> LocalDate.parse(text);
            case "URI" -> URI.create(text);
            default -> wanted.isEnum() ? constant(text, wanted) : text;
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object constant(String text, Class<?> wanted) {
        return Enum.valueOf((Class<? extends Enum>) wanted, text);
    }

    private Instant relative(String text) {
        int separator = text.indexOf('T');
        LocalDate day = openedOn.plusDays(Long.parseLong(text.substring(0, separator)));
        return day.atTime(LocalTime.parse(text.substring(separator + 1))).toInstant(ZoneOffset.UTC);
    }
}
