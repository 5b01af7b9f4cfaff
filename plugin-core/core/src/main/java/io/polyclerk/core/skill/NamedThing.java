package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.Dealing;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.OrderLine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which thing of an order is meant by words that may have been said before anybody could know what the order holds. Immutable. */
final class NamedThing {

    private final LineWords names;
    private final Intent intent;

    /** @param intent in which the thing is spoken of */
    NamedThing(LineWords names, Intent intent) {
        this.names = names;
        this.intent = intent;
    }

    /** The one line that is named now or was named before. */
    Optional<OrderLine> in(Turn turn, List<OrderLine> lines) {
        List<String> titles = lines.stream().map(OrderLine::title).toList();
        List<Integer> now = names.named(turn.utterance().text(), titles);
        String before = Objects.requireNonNullElse(turn.memory().dealing().picked(ReturnAnswers.SAID), "");
        List<Integer> named = now.isEmpty() ? names.named(before, titles) : now;
        return named.size() == 1 ? Optional.of(lines.get(named.get(0))) : Optional.empty();
    }

    /** The memory with what is said of the thing. What is arranged for another wish stays. */
    Memory heard(Turn turn, Memory memory) {
        Dealing dealing = memory.dealing();
        if (dealing.intent() != null && !dealing.serves(intent.wireName())) {
            return memory;
        }
        Dealing before = isNew(turn) ? Dealing.NONE : dealing;
        Dealing heard = ReturnAnswers.heard(turn.withMemory(memory.dealing(before)), intent.wireName());
        return memory.dealing(heard.picked(ReturnAnswers.SAID) == null ? Dealing.NONE : heard);
    }

    /** What was said of it is forgotten once it is dealt with. */
    Memory done(Memory memory) {
        return memory.dealing().serves(intent.wireName()) ? memory.dealing(Dealing.NONE) : memory;
    }

    /** Whether the matter is begun rather than gone on with. */
    private boolean isNew(Turn turn) {
        OpenQuestion question = turn.memory().question();
        boolean asked = question != null && question.intent().equals(intent.wireName());
        return !asked
                && turn.interpretation().intents().stream().limit(1).anyMatch(scored -> scored.intent() == intent);
    }
}
