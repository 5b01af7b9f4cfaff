package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.skill.Confirmations;
import io.polyclerk.core.skill.Details;
import io.polyclerk.core.skill.Offers;
import io.polyclerk.core.understanding.Utterance;
import io.polyclerk.core.understanding.Utterance.Source;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Knows what a typed number or label picks, and which options a typed number can pick at all. */
final class Picks {

    private static final int LONGEST_NUMBER = 2;

    private Picks() {}

    /** Whether a picked value answers a question about details of a wish. */
    static boolean isDetail(String value) {
        return Confirmations.isAnswer(value) || Details.isDetail(value);
    }

    /** Whether an option is one thing of an order, and not all of them. */
    static boolean isLine(Option option) {
        return Details.isLine(option.value());
    }

    /**
     * The utterance with what it picks, where it picks one of the details that were offered, or what was offered in place of a proof.
     *
     * @param codeWords words by which a code is asked for
     */
    static Utterance resolve(Utterance utterance, Memory memory, Set<String> codeWords) {
        OpenQuestion question = memory.question();
        if (!utterance.selection().isEmpty() || question == null) {
            return utterance;
        }
        String text = utterance.text().strip();
        Optional<Option> picked = switch (question.wanted()) {
            case LINE, REASON, CONFIRMATION, QUANTITY ->
                option(text, memory.offered()).filter(option -> isDetail(option.value()));
            case PROOF, CODE -> option(text, memory.offered()).or(() -> code(text, memory.offered(), codeWords));
            case WISH ->
                option(text, memory.offered())
                        .filter(option -> Offers.pickedWish(option.value()).isPresent());
            case ORDER_NUMBER, PRODUCT, INTENT, ADDRESS -> Optional.empty();
        };
        return picked.map(option ->
                        new Utterance(utterance.text(), Source.SELECTION, List.of(option.value()), utterance.others()))
                .orElse(utterance);
    }

    /** "I have no access to it, send me a code": what holds an address or a number is a proof and asks for nothing. */
    private static Optional<Option> code(String text, List<Option> offered, Set<String> codeWords) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean asks = lower.indexOf('@') < 0
                && lower.codePoints().noneMatch(Character::isDigit)
                && codeWords.stream().anyMatch(lower::contains);
        return asks
                ? offered.stream()
                        .filter(option -> Offers.isCode(option.value()))
                        .findFirst()
                : Optional.empty();
    }

    /**
     * The options that typed words may pick later. A yes to a proposal is typed as a number only where it was shown with one: with
     * buttons, a number means something else.
     */
    static List<Option> pickable(List<Option> options, List<Content> replies) {
        boolean buttons = replies.stream().anyMatch(reply -> reply instanceof Content.Choice);
        return buttons
                ? options.stream()
                        .filter(option -> !Confirmations.isAnswer(option.value()))
                        .toList()
                : options;
    }

    private static Optional<Option> option(String text, List<Option> offered) {
        if (text.length() <= LONGEST_NUMBER && text.chars().allMatch(c -> c >= '0' && c <= '9') && !text.isEmpty()) {
            int number = Integer.parseInt(text);
            return number >= 1 && number <= offered.size() ? Optional.of(offered.get(number - 1)) : Optional.empty();
        }
        return offered.stream()
                .filter(option -> option.label().equalsIgnoreCase(text))
                .findFirst();
    }
}
