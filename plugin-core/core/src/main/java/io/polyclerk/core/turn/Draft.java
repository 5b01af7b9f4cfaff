package io.polyclerk.core.turn;

import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.identity.AskedCode;
import io.polyclerk.core.ladder.ModelUse;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.Offers;
import io.polyclerk.core.skill.SkillResult;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a turn has gathered so far. */
final class Draft {

    static final List<Phrase> DISCLOSURE = List.of(Phrase.of("disclosure"));

    private final List<List<Phrase>> parts = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();
    private final List<TicketDraft> tickets = new ArrayList<>();
    private Holder holder = Holder.BOT;
    private Memory memory;
    private final List<String> wrongProofs = new ArrayList<>();
    private final List<LedgerChange> changes = new ArrayList<>();
    private @Nullable AskedCode code;
    private @Nullable ModelUse asked;

    Draft(Turn turn) {
        memory = turn.memory();
    }

    Memory memory() {
        return memory;
    }

    boolean isHandedOver() {
        return holder != Holder.BOT;
    }

    /** @param question null when nothing is asked any more */
    void asking(@Nullable OpenQuestion question) {
        memory = memory.asking(question);
    }

    /** @param intents wire names of what waits for an order */
    void waiting(List<String> intents) {
        memory = memory.waiting(intents);
    }

    /** "And the same for 1002" is understood by it. */
    void wished(Intent intent) {
        memory = memory.afterWish(intent.wireName());
    }

    void aboutOrder(String number) {
        memory = memory.aboutOrder(number);
    }

    /** @param use of a model, which is counted */
    void asked(ModelUse use) {
        asked = use;
    }

    void say(List<Phrase> phrases) {
        parts.add(phrases);
    }

    void sayOnce(Phrase phrase) {
        if (!parts.contains(List.of(phrase))) {
            parts.add(List.of(phrase));
        }
    }

    void ticketOnce(TicketDraft ticket) {
        if (!tickets.contains(ticket)) {
            tickets.add(ticket);
        }
    }

    /** What a file left by itself is not left again beside the matter that it belongs to. */
    void ticket(TicketDraft ticket) {
        tickets.removeIf(earlier -> earlier.kind().equals(ticket.kind())
                && ticket.details().evidence().containsAll(earlier.details().evidence()));
        tickets.add(ticket);
    }

    void offer(Offer offer) {
        if (!offers.contains(offer)) {
            offers.add(offer);
        }
    }

    void understood() {
        memory = memory.understood();
    }

    void misunderstood() {
        memory = memory.notUnderstood();
    }

    /** What a skill leaves behind, without its words. */
    void remember(SkillResult result) {
        memory = result.memory();
        changes.addAll(result.changes());
        wrongProofs.addAll(result.wrongProofs());
        if (result.code() != null) {
            code = result.code();
        }
    }

    void add(SkillResult result) {
        remember(result);
        if (!parts.contains(result.reply().phrases())) {
            parts.add(result.reply().phrases());
        }
        switch (result.reply()) {
            case Reply.Say say -> say.offers().forEach(this::offer);
            case Reply.Ask ask -> ask.offers().forEach(this::offer);
            case Reply.Note note -> {
                ticket(note.ticket());
                note.offers().forEach(this::offer);
            }
            case Reply.HandOff handOff -> {
                ticket(handOff.ticket());
                holder = Holder.WAITING_FOR_AGENT;
            }
        }
    }

    /** Whoever gets the same answer to another question was not helped by it. */
    private void offerHumanWhenRepeating() {
        int mark = parts.stream()
                .filter(part -> !part.equals(DISCLOSURE))
                .toList()
                .toString()
                .hashCode();
        if (mark == memory.mood().said()) {
            offer(Offers.human());
        }
        memory = memory.saying(mark);
    }

    Decided finish() {
        offerHumanWhenRepeating();
        return new Decided(
                List.copyOf(parts),
                List.copyOf(offers),
                List.copyOf(tickets),
                holder,
                memory,
                List.copyOf(wrongProofs),
                List.copyOf(changes),
                code,
                asked);
    }
}
