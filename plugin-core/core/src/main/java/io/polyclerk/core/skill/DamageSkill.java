package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Match;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one ticket of what a shopper shows and says about something damaged or wrong: the position of the order, the fault, what is wanted.
 * What was seen is only ever called possible; the shopper confirms it by saying what they would like.
 */
final class DamageSkill implements Skill {

    private static final double MEANT = 0.5;

    private final OrderGate gate;
    private final NamedThing things;

    /** @param names by which things of an order are named */
    DamageSkill(OrderGate gate, LineWords names) {
        this.gate = gate;
        this.things = new NamedThing(names, Intent.DAMAGED_OR_WRONG_ITEM);
    }

    @Override
    public Intent intent() {
        return Intent.DAMAGED_OR_WRONG_ITEM;
    }

    @Override
    public SkillResult handle(Turn turn) {
        Optional<Seen> seen = turn.perceived().seen();
        Memory heard = things.heard(turn, remembered(turn.memory(), seen));
        Turn looked = turn.withMemory(heard.wishing(RemedyWords.wish(turn)));
        if (!turn.perceived().hasPhoto() && !isUnderway(turn)) {
            return noted(looked, seen);
        }
        return switch (gate.pass(looked, intent())) {
            case OrderGate.Passage.Closed closed -> waiting(looked, seen, closed.result());
            case OrderGate.Passage.Open open ->
                confirm(looked.withMemory(open.memory().asking(turn.memory().question())), seen, open.order());
        };
    }

    /** What is said is noted at once; of which order it is, is asked where nothing else is wished that asks for it. */
    private SkillResult noted(Turn turn, Optional<Seen> seen) {
        Phrase noted = Phrase.of("noted.damage");
        if (turn.memory().orderNumber() != null || isOneOfSeveral(turn)) {
            return new SkillResult(
                    new Reply.Note(List.of(noted), draft(turn, seen, null)),
                    turn.memory().asking(null));
        }
        OpenQuestion question = new OpenQuestion(intent().wireName(), Wanted.ORDER_NUMBER, 1);
        return new SkillResult(
                new Reply.Note(List.of(noted, Phrase.of("ask_order_number")), draft(turn, seen, null)),
                turn.memory().asking(question));
    }

    private boolean isOneOfSeveral(Turn turn) {
        return turn.interpretation().several()
                && turn.interpretation().intents().stream()
                        .anyMatch(scored -> scored.confidence() >= MEANT
                                && scored.intent().isAboutAnOrder()
                                && scored.intent() != Intent.TRACK_ORDER
                                && scored.intent() != intent());
    }

    /** Whether an order was named, or the matter was spoken of before. */
    private boolean isUnderway(Turn turn) {
        boolean asked = turn.memory().question() != null
                && turn.memory().question().intent().equals(intent().wireName());
        return asked
                || turn.memory().topic().fault() != null
                || turn.interpretation().slot(Slot.ORDER_NUMBER).isPresent()
                || RemedyWords.wish(turn) != null && turn.memory().orderNumber() != null;
    }

    private static Memory remembered(Memory memory, Optional<Seen> seen) {
        if (seen.isEmpty()) {
            return memory;
        }
        Memory with = memory.seeing(seen.get().fault().wireName());
        Optional<Match> match = seen.get().match();
        return match.isPresent() ? with.aboutProduct(match.get().title()) : with;
    }

    /** The order is not proven yet: what was sent is kept at once, and what is missing is asked for. */
    private SkillResult waiting(Turn turn, Optional<Seen> seen, SkillResult closed) {
        List<Phrase> phrases = new ArrayList<>();
        if (turn.perceived().hasPhoto()) {
            phrases.add(sight(seen));
        }
        phrases.addAll(closed.reply().phrases());
        List<Offer> offers = switch (closed.reply()) {
            case Reply.Say say -> say.offers();
            case Reply.Ask ask -> ask.offers();
            case Reply.Note note -> note.offers();
            case Reply.HandOff handOff -> List.of();
        };
        return SkillResult.wrong(
                new Reply.Note(phrases, draft(turn, seen, null), offers), closed.memory(), closed.wrongProofs());
    }

    private static Phrase sight(Optional<Seen> seen) {
        if (seen.isEmpty() || seen.get().fault() == Fault.UNCLEAR) {
            return Phrase.of("photo.kept");
        }
        if (seen.get().fault() == Fault.NONE) {
            return Phrase.of("photo.nothing");
        }
        String fault = seen.get().fault().wireName();
        return seen.get()
                .match()
                .map(match -> seen.get().fault() == Fault.WRONG_ITEM
                        ? Phrase.of("photo.wrong_item", Map.of("product", match.title()))
                        : Phrase.of("photo.seen", Map.of("product", match.title(), "fault", fault)))
                .orElseGet(() -> Phrase.of("photo.seen_unnamed", Map.of("fault", fault)));
    }

    private SkillResult confirm(Turn turn, Optional<Seen> seen, Order order) {
        Optional<OrderLine> line = line(turn, order);
        TicketDraft ticket = draft(turn, seen, line.orElse(null), order);
        List<Phrase> phrases = new ArrayList<>();
        if (turn.perceived().hasPhoto()) {
            phrases.add(sight(seen));
        }
        phrases.add(
                line.isPresent()
                        ? Phrase.of(
                                "damage.line",
                                Map.of(
                                        "number",
                                        order.number(),
                                        "product",
                                        line.get().title()))
                        : Phrase.of("damage.order", Map.of("number", order.number())));
        if (ticket.details().wish() != null) {
            phrases.add(Phrase.of("damage.wish_noted." + ticket.details().wish()));
            return new SkillResult(
                    new Reply.Note(phrases, ticket),
                    things.done(turn.memory()).asking(null).seeing(null).wishing(null));
        }
        phrases.add(Phrase.of("damage.ask_wish"));
        return new SkillResult(
                new Reply.Note(
                        phrases, ticket, List.of(Offers.wish("exchange"), Offers.wish("refund"), Offers.human())),
                turn.memory().asking(new OpenQuestion(intent().wireName(), Wanted.WISH, 1)));
    }

    private Optional<OrderLine> line(Turn turn, Order order) {
        Optional<Match> match = turn.perceived().seen().flatMap(Seen::match);
        String words = turn.memory().product();
        Optional<OrderLine> meant = order.lines().stream()
                .filter(line -> match.filter(found -> isOf(line, found)).isPresent()
                        || words != null && isNamed(line.title(), words))
                .findFirst();
        return meant.or(() -> things.in(turn, order.lines()))
                .or(() -> order.lines().size() == 1 ? Optional.of(order.lines().get(0)) : Optional.empty());
    }

    private static boolean isOf(OrderLine line, Match match) {
        return match.productId().equals(line.productId())
                || match.sku() != null && line.sku() != null && line.sku().startsWith(match.sku());
    }

    private static boolean isNamed(String title, String words) {
        String line = title.toLowerCase(Locale.ROOT);
        String named = words.toLowerCase(Locale.ROOT);
        return line.contains(named) || named.contains(line);
    }

    private TicketDraft draft(Turn turn, Optional<Seen> seen, @Nullable OrderLine line, Order order) {
        return with(draft(turn, seen, line), order.number(), true);
    }

    private static TicketDraft with(TicketDraft draft, String number, boolean proven) {
        TicketDraft.Case known = draft.details();
        return new TicketDraft(
                draft.kind(),
                draft.summary(),
                number,
                draft.language(),
                draft.urgent(),
                new TicketDraft.Case(
                        proven,
                        known.orderLine(),
                        known.product(),
                        known.sku(),
                        known.fault(),
                        known.confidence(),
                        known.wish(),
                        known.evidence(),
                        known.continues()));
    }

    private TicketDraft draft(Turn turn, Optional<Seen> seen, @Nullable OrderLine line) {
        boolean urgent = turn.interpretation().emotion().isAngry();
        TicketDraft words = TicketWords.draft(turn, intent(), urgent);
        Match match = seen.flatMap(Seen::match).orElse(null);
        TicketDraft.Case details = new TicketDraft.Case(
                false,
                line == null ? null : line.id(),
                line != null ? line.title() : match == null ? null : match.title(),
                line != null ? line.sku() : match == null ? null : match.sku(),
                seen.map(Seen::fault).orElse(null),
                seen.map(Seen::confidence).orElse(0.0),
                RemedyWords.wish(turn),
                turn.perceived().evidence(),
                true);
        return new TicketDraft(words.kind(), words.summary(), words.orderNumber(), words.language(), urgent, details);
    }
}
