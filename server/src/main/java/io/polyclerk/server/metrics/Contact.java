package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.metrics.ContactRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One time that a shopper got in touch: turns of a conversation with less than a day between them. Filled in order of time. */
final class Contact {

    static final Duration PAUSE = Duration.ofHours(24);
    static final Duration REOPEN = Duration.ofDays(7);

    final Instant begin;
    final String conversation;
    final String connection;
    private final Set<String> wishes = new LinkedHashSet<>();
    private Instant lastTurn;
    private @Nullable String language;
    private int turns;
    private int localTurns;
    private int understoodTurns;
    private boolean ticket;
    private @Nullable Instant handedOffAt;
    private @Nullable Instant agentAt;
    private @Nullable Instant confirmedAt;
    private @Nullable Instant closedAt;
    private @Nullable Integer rating;
    private boolean reopened;

    private final List<Long> waits = new ArrayList<>();

    Contact(Instant begin, String conversation, String connection) {
        this.begin = begin;
        this.conversation = conversation;
        this.connection = connection;
        this.lastTurn = begin;
    }

    boolean goesOnAt(Instant at) {
        return Duration.between(lastTurn, at).compareTo(PAUSE) < 0;
    }

    void turn(TurnDetails details, Instant at) {
        lastTurn = at;
        turns++;
        localTurns += details.isLocal() ? 1 : 0;
        understoodTurns += details.isUnderstood() ? 1 : 0;
        Long waited = details.waitedMillis();
        if (waited != null) {
            waits.add(waited);
        }
        language = details.language() == null ? language : details.language();
        if (details.isHandedOff()) {
            handOff(at);
        }
        Set<String> wanted = details.wishes();
        if (!wanted.isEmpty()) {
            // Whoever asks again has not been served.
            confirmedAt = null;
            wishes.addAll(wanted);
        } else if (details.isThanks() && !wishes.isEmpty()) {
            confirmedAt = at;
        }
    }

    void ticket(String kind, Instant at) {
        ticket = true;
        if (kind.equals("human_agent")) {
            handOff(at);
            wishes.add(kind);
        }
    }

    void handOff(Instant at) {
        handedOffAt = handedOffAt == null ? at : handedOffAt;
    }

    void agent(Instant at) {
        handOff(at);
        agentAt = agentAt == null ? at : agentAt;
    }

    void ticketClosed(Instant at) {
        closedAt = at;
    }

    void ticketOpened(Instant at) {
        reopened |= closedAt != null && isSoonAfter(closedAt, at);
    }

    void rated(int score, Instant at) {
        rating = score;
        confirmedAt = score >= Ratings.GOOD ? at : null;
    }

    /** The shopper came back later. */
    void followedBy(Contact later) {
        Instant end = solvedAt();
        boolean sameWish =
                later.wishes.stream().anyMatch(wish -> !wish.equals(TurnDetails.UNCLEAR) && wishes.contains(wish));
        reopened |= end != null && sameWish && isSoonAfter(end, later.begin);
    }

    private static boolean isSoonAfter(Instant end, Instant at) {
        return !at.isBefore(end) && Duration.between(end, at).compareTo(REOPEN) <= 0;
    }

    /** When the shopper confirmed it or an agent closed its ticket; null when neither happened, whatever the silence. */
    @Nullable
    Instant solvedAt() {
        return confirmedAt == null ? closedAt : confirmedAt;
    }

    boolean isSolvedAtFirst() {
        return confirmedAt != null && handedOffAt == null && !ticket && !reopened;
    }

    /** What counts of it. */
    ContactRow row() {
        Duration wait = handedOffAt == null || agentAt == null ? null : Duration.between(handedOffAt, agentAt);
        return new ContactRow(
                conversation,
                connection,
                begin,
                language == null ? "und" : language,
                wishes,
                handedOffAt != null,
                ticket,
                solvedAt() != null,
                reopened,
                isSolvedAtFirst(),
                turns,
                localTurns,
                understoodTurns,
                rating,
                wait == null ? null : wait.toSeconds(),
                waits);
    }
}
