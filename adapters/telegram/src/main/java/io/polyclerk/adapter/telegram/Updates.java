package io.polyclerk.adapter.telegram;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.Update;

/** Reads what is posted to the webhook, within bounds. */
final class Updates {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(1_000_000)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Updates() {}

    /** Empty for whatever is not an update. */
    static Optional<Update> parse(byte[] body) {
        try {
            return known(JSON.readValue(body, Update.class));
        } catch (IOException | RuntimeException unreadable) {
            return withMendedTimes(body);
        }
    }

    private static Optional<Update> known(@Nullable Update update) {
        return update == null || update.getUpdateId() == null ? Optional.empty() : Optional.of(update);
    }

    private static Optional<Update> withMendedTimes(byte[] body) {
        try {
            return known(JSON.readValue(Times.inSeconds(new String(body, StandardCharsets.UTF_8)), Update.class));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether it is a whole JSON object, though perhaps of an unknown kind. */
    static boolean isJson(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            while (parser.nextToken() != null) {
                // Reads to the end: a cut body fails on the way.
            }
            return object;
        } catch (IOException cut) {
            return false;
        }
    }
}
