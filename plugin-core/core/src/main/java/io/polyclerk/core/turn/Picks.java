package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.skill.Confirmations;
import io.polyclerk.core.skill.Details;
import io.polyclerk.core.understanding.Utterance;
import io.polyclerk.core.understanding.Utterance.Source;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows what a typed number or label picks, and which options a typed number can pick at all. */
final class Picks {

    private static final int LONGEST_NUMBER = 2;

    private Picks() {}

    /** Whether a picked value answers a question about details of a wish. */
    static boolean isDetail(String value) {
        return Confirmations.isAnswer(value) || Details.isDetail(value);
    }

    /** The utterance with what it picks, where it picks one of the details that were offered. */
    static Utterance resolve(Utterance utterance, Memory memory) {
        if (!utterance.selection().isEmpty() || !asksForDetail(memory.question())) {
            return utterance;
        }
        return option(utterance.text().strip(), memory.offered())
                .filter(option -> isDetail(option.value()))
                .map(option ->
                        new Utterance(utterance.text(), Source.SELECTION, List.of(option.value()), utterance.others()))
                .orElse(utterance);
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

    private static boolean asksForDetail(@Nullable OpenQuestion question) {
        if (question == null) {
            return false;
        }
        return switch (question.wanted()) {
            case LINE, REASON, CONFIRMATION, QUANTITY -> true;
            case ORDER_NUMBER, PROOF, PRODUCT, INTENT, ADDRESS, CODE -> false;
        };
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
