package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter.Hints;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shoppers write anything; it is answered, within bounds, always alike. */
class AnyTextTest {

    private static final LocalInterpreter INTERPRETER = new LocalInterpreter();
    private static final Redactor REDACTOR = new Redactor(INTERPRETER);
    private static final Hints NOTHING_KNOWN = new Hints("", Set.of(), null, false, null);

    @Test
    void anyUnicodeIsReadTwiceAlike() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            String text = randomText(random, 1 + random.nextInt(120));
            Interpretation first = INTERPRETER.interpret(text, NOTHING_KNOWN);
            assertThat(INTERPRETER.interpret(text, NOTHING_KNOWN)).isEqualTo(first);
            for (FoundSlot slot : first.slots()) {
                assertThat(slot.start()).isBetween(0, slot.end());
                assertThat(slot.end()).isLessThanOrEqualTo(text.length());
            }
            REDACTOR.redact(text);
        }
    }

    private static String randomText(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            int point = random.nextInt(4) == 0 ? random.nextInt(Character.MAX_CODE_POINT + 1) : random.nextInt(0x3000);
            text.appendCodePoint(point);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "1",
                "1 ",
                "é",
                "订",
                "ا",
                "😀",
                "!",
                " ",
                "a1-",
                "@.",
                "street 1 ",
                "no 1.",
                "و ",
                "((",
                "12:"
            })
    void tenThousandOfOneKindEndSoon(String piece) {
        String text = piece.repeat(10_000 / piece.length());
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            INTERPRETER.interpret(text, NOTHING_KNOWN);
            REDACTOR.redact(text);
        });
    }

    @Test
    void nothingIsNoWish() {
        assertThat(INTERPRETER.interpret("", NOTHING_KNOWN).several()).isFalse();
    }
}
