package io.polyclerk.core.proactive;

import io.polyclerk.core.conversation.ConversationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Consents in memory. */
final class KeptConsents implements ConsentStore {

    final List<Said> asked = new ArrayList<>();
    final List<Said> allowed = new ArrayList<>();
    final List<Said> stopped = new ArrayList<>();
    final List<Said> refused = new ArrayList<>();
    final TreeMap<String, Followed> followed = new TreeMap<>();
    final List<Integer> reviews = new ArrayList<>();
    private Consents consents = Consents.NONE;

    @Override
    public Consents of(ConversationId conversation) {
        return consents;
    }

    @Override
    public void asked(Said question) {
        asked.add(question);
        consents = new Consents(consents.given(), consents.decidedIn(), question.sequence());
    }

    @Override
    public void allowed(Said said, Set<Purpose> purposes) {
        allowed.add(said);
        consents = new Consents(purposes, said.sequence(), consents.askedIn());
    }

    @Override
    public void refused(Said said) {
        refused.add(said);
        consents = new Consents(Set.of(), said.sequence(), consents.askedIn());
    }

    @Override
    public void stopped(Said said) {
        stopped.add(said);
        consents = new Consents(Set.of(), said.sequence(), consents.askedIn());
    }

    @Override
    public void reviewed(ConversationId conversation, long sequence, int stars, Instant at) {
        reviews.add(stars);
    }

    @Override
    public void follows(ConversationId conversation, Followed order) {
        followed.put(order.number(), order);
    }
}
