package io.polyclerk.core.skill;

import com.ibm.icu.util.ULocale;
import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.AddressReader.Read;
import io.polyclerk.core.skill.OrderGate.Passage;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes a new delivery address in the shopper's words, says how it was understood, and proposes it while nothing has left. */
public final class AddressSkill implements Skill {

    private static final int TRIES = 3;

    private final OrderGate gate;
    private final Proposals proposals;

    public AddressSkill(OrderGate gate, Proposals proposals) {
        this.gate = gate;
        this.proposals = proposals;
    }

    @Override
    public Intent intent() {
        return Intent.CHANGE_ADDRESS;
    }

    @Override
    public SkillResult handle(Turn turn) {
        return switch (gate.pass(turn, intent(), proposals.level(turn, ActionKind.CHANGE_ADDRESS))) {
            case Passage.Closed closed -> closed.result();
            case Passage.Open open -> arrange(turn, open);
        };
    }

    private SkillResult arrange(Turn turn, Passage.Open open) {
        Optional<SkillResult> refusal =
                proposals.refusal(turn, intent(), open, ActionKind.CHANGE_ADDRESS, OrderAction.ChangeAddress.class);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        OpenQuestion before = turn.memory().question();
        boolean asked = before != null && before.wanted() == Wanted.ADDRESS;
        boolean isWritten = asked || turn.interpretation().slot(Slot.ADDRESS).isPresent();
        Optional<Read> read =
                isWritten ? AddressReader.read(turn.utterance().text(), current(open.order())) : Optional.empty();
        if (read.isPresent()) {
            return propose(turn, open, read.get());
        }
        if (before == null || !asked) {
            return ask(open, "address.ask", 1);
        }
        if (before.asked() >= TRIES) {
            return new SkillResult(
                    new Reply.Note(List.of(Phrase.of("noted.change")), TicketWords.draft(turn, intent(), false)),
                    open.memory());
        }
        return ask(open, "address.unclear", before.asked() + 1);
    }

    private SkillResult propose(Turn turn, Passage.Open open, Read read) {
        Order order = open.order();
        Address address = read.address();
        String language = turn.conversation().language();
        SkillResult asked = proposals.ask(
                turn,
                intent(),
                open,
                new Proposals.Wish(
                        new OrderAction.ChangeAddress(order.id(), address),
                        null,
                        null,
                        Phrase.of(
                                "confirm.address",
                                Map.of("number", order.number(), "address", written(address, language))),
                        Phrase.of("button.change_address", Map.of("number", order.number()))));
        String country = country(address, language);
        return read.countryNamed() || country.isEmpty()
                ? asked
                : asked.adding(Phrase.of("address.country_kept", Map.of("country", country)));
    }

    private static String country(Address address, String language) {
        String code = address.countryCode();
        return code == null ? "" : ULocale.getDisplayCountry("und-" + code, language);
    }

    private SkillResult ask(Passage.Open open, String phrase, int asked) {
        OpenQuestion question = new OpenQuestion(intent().wireName(), Wanted.ADDRESS, asked);
        return new SkillResult(
                new Reply.Ask(List.of(Phrase.of(phrase)), question, List.of()),
                open.memory().asking(question));
    }

    private static Optional<Address> current(Order order) {
        return Optional.ofNullable(order.shippingAddress()).or(() -> Optional.ofNullable(order.billingAddress()));
    }

    /** The new place only; who receives it stays as the store has it and is not shown. */
    private static String written(Address address, String language) {
        return Stream.of(
                        address.line1(),
                        address.line2(),
                        address.postcode(),
                        address.city(),
                        address.region(),
                        country(address, language))
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(", "));
    }
}
