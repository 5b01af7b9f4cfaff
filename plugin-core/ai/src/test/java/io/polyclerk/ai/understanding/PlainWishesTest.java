package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter.Hints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thirteen wishes in the plainest words of each language: whatever else a pack learns, it must not unlearn these. */
class PlainWishesTest {

    private static final int MOST_WRONG = 2;

    private static final LocalInterpreter INTERPRETER = new LocalInterpreter();
    private static final List<Wish> WISHES = read();

    private record Wish(String language, String text, String intent) {
        Interpretation understood() {
            return INTERPRETER.interpret(text, new Hints("demo", Set.of(), language, true, null));
        }

        boolean isRight() {
            return understood().intents().get(0).intent().wireName().equals(intent);
        }
    }

    @Test
    void noneIsRefused() {
        assertThat(WISHES).noneMatch(wish -> wish.understood().outOfScope());
    }

    @Test
    void nearlyAllAreUnderstood() {
        assertThat(WISHES.stream().filter(wish -> !wish.isRight())).hasSizeLessThanOrEqualTo(MOST_WRONG);
    }

    private static List<Wish> read() {
        try (InputStream lines = PlainWishesTest.class.getResourceAsStream("/understanding/plain-wishes.tsv")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .map(parts -> new Wish(parts[0], parts[1], parts[2]))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
