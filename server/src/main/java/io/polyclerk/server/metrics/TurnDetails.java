package io.polyclerk.server.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.server.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a turn.
 *
 * @param cloudCalls how often a model outside was asked
 * @param waitedMillis from the first message of the turn to its answer; null in events of earlier versions
 * @param replies how many messages the bot answered with
 */
record TurnDetails(
        List<Meant> intents,
        @Nullable String language,
        boolean isHandedOff,
        boolean outOfScope,
        int cloudCalls,
        @Nullable Long waitedMillis,
        int replies) {

    /** Below this the bot asks instead of acting. */
    private static final double CONFIDENT = 0.5;

    private static final Set<String> SMALL_TALK = Set.of("greeting", "thanks", "goodbye");
    /** What a shopper wanted whom the bot did not understand. */
    static final String UNCLEAR = "unclear";

    record Meant(String intent, double confidence) {}

    /** Reads what it can: events also come from files that somebody has edited, and a number must not fail on one of them. */
    static TurnDetails of(String json) {
        JsonNode details = Json.read(json, JsonNode.class);
        List<Meant> intents = new ArrayList<>();
        for (JsonNode meant : details.path("intents")) {
            intents.add(new Meant(
                    name(meant.path("intent")), meant.path("confidence").asDouble()));
        }
        String holder = details.path("holder").asText("").toUpperCase(Locale.ROOT);
        return new TurnDetails(
                intents,
                details.hasNonNull("language") ? name(details.path("language")) : null,
                !holder.isEmpty() && !holder.equals(Holder.BOT.name()),
                details.path("outOfScope").asBoolean(),
                details.path("cloudCalls").asInt(),
                details.hasNonNull("waitedMillis")
                        ? details.path("waitedMillis").asLong()
                        : null,
                details.path("replies").asInt());
    }

    private static String name(JsonNode node) {
        return node.asText("").replaceAll("\\p{Cntrl}", "");
    }

    boolean isLocal() {
        return cloudCalls == 0;
    }

    private Set<String> confident() {
        return intents.stream()
                .filter(meant ->
                        meant.confidence() >= CONFIDENT && !meant.intent().isEmpty())
                .map(Meant::intent)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What the shopper wanted; empty for small talk and for what no shop's clerk does. */
    Set<String> wishes() {
        if (outOfScope) {
            return Set.of();
        }
        Set<String> meant = confident();
        if (meant.isEmpty()) {
            return Set.of(UNCLEAR);
        }
        return meant.stream().filter(intent -> !SMALL_TALK.contains(intent)).collect(Collectors.toUnmodifiableSet());
    }

    boolean isUnderstood() {
        return outOfScope || !confident().isEmpty();
    }

    /** Thanks without a further wish: the shopper says that it is good. */
    boolean isThanks() {
        return wishes().isEmpty() && confident().contains("thanks");
    }
}
