package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.understanding.KnownWishes.Message;
import io.polyclerk.ai.understanding.PackTrainer.Example;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownWishesTest {

    private static final List<Example> EXAMPLES = new KnownWishes("en", PackModel.load("en")::read).examples();

    @Test
    void messagesAreCutIntoHalvesOfOneWishEach() {
        for (Message message : KnownWishes.of("en")) {
            List<Example> parts = EXAMPLES.stream()
                    .filter(example -> message.text().contains(example.text()))
                    .filter(example -> message.wishes().contains(example.label()))
                    .toList();
            if (message.wishes().size() == 1) {
                assertThat(parts)
                        .contains(new Example(message.text(), message.wishes().get(0)));
            } else if (message.wishes().size() == 2 && !parts.isEmpty()) {
                assertThat(parts).as(message.text()).extracting(Example::label).containsAll(message.wishes());
            }
        }
    }

    @Test
    void messagesWithSmallTalkAreLeftOut() {
        assertThat(PackFiles.lines("de/examples/several.tsv").orElseThrow())
                .anyMatch(line -> line.startsWith("greeting+"));
        assertThat(KnownWishes.of("de"))
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message.wishes()).allMatch(Part::isWish));
    }
}
