package io.polyclerk.load.bills;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One time that a shopper got in touch, written down from the definitions of the numbers of service. */
final class Visit {

    private static final long DAY = 86_400_000_000L;
    private static final long WEEK = 7 * DAY;
    private static final Set<String> SMALL_TALK = Set.of("greeting", "thanks", "goodbye");
    private static final String UNCLEAR = "unclear";

    private final long begin;
    private final Set<String> wishes = new HashSet<>();
    private long last;
    private @Nullable Long content;
    private @Nullable Long closed;
    private boolean human;
    private boolean ticket;
    private boolean again;
    private @Nullable String solvedBy;
    boolean answered;

    /** @param begin microseconds, as all times here */
    Visit(long begin) {
        this.begin = begin;
        this.last = begin;
    }

    boolean goesOn(long now) {
        return now - last < DAY;
    }

    void turn(JsonNode details, long now) {
        last = now;
        String holder = details.path("holder").asText("").toLowerCase(Locale.ROOT);
        human |= !holder.isEmpty() && !holder.equals("bot");
        if (details.path("outOfScope").asBoolean()) {
            return;
        }
        Set<String> meant = new HashSet<>();
        for (JsonNode one : details.path("intents")) {
            if (one.path("confidence").asDouble() >= 0.5
                    && !one.path("intent").asText().isEmpty()) {
                meant.add(one.path("intent").asText());
            }
        }
        boolean thanks = meant.contains("thanks");
        if (meant.isEmpty()) {
            meant.add(UNCLEAR);
        }
        meant.removeAll(SMALL_TALK);
        if (!meant.isEmpty()) {
            content = null;
            wishes.addAll(meant);
        } else if (thanks && !wishes.isEmpty()) {
            content = now;
        }
    }

    void ticket(String kind) {
        ticket = true;
        if (kind.equals("human_agent")) {
            human = true;
            wishes.add(kind);
        }
    }

    void agent() {
        human = true;
    }

    void ticketClosed(long now) {
        closed = now;
    }

    void ticketOpened(long now) {
        again |= closed != null && now >= closed && now - closed <= WEEK;
    }

    void rated(int score, long now) {
        if (score >= 1 && score <= 5) {
            content = score >= 4 ? Long.valueOf(now) : null;
        }
    }

    void followedBy(Visit later) {
        Long end = content == null ? closed : content;
        if (end == null || later.begin < end || later.begin - end > WEEK) {
            return;
        }
        again |= later.wishes.stream().anyMatch(wish -> !wish.equals(UNCLEAR) && wishes.contains(wish));
    }

    /** Place of the moment that has solved it, as far as was looked; null while it is not solved. */
    @Nullable
    String solvedBy() {
        return solvedBy;
    }

    void solvedBy(@Nullable String place) {
        solvedBy = place;
    }

    boolean isSolved() {
        return content != null && !human && !ticket && !again;
    }
}
