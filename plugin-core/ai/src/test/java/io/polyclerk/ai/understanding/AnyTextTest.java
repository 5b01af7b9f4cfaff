package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter.Hints;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shoppers write anything; it is answered, within bounds, always alike. */
class AnyTextTest {

    private static final LocalInterpreter INTERPRETER = new LocalInterpreter();
    private static final Redactor REDACTOR = new Redactor(INTERPRETER);
    private static final Hints NOTHING_KNOWN = new Hints("", Set.of(), null, false, null);

    /** What a message may pass through, most of which is gone at once; a message of 10,000 letters needs a fifth of it. */
    private static final long MOST_BYTES = 400L << 20;

    /** All of Unicode, letters of one script in a run, and what messages are made of. */
    @Provide
    Arbitrary<String> anything() {
        Arbitrary<String> points = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .map(Character::toString)
                .list()
                .ofMaxSize(120)
                .map(list -> String.join("", list));
        Arbitrary<String> basic = Arbitraries.strings().ofMaxLength(200);
        Arbitrary<String> pieces = Arbitraries.of(
                        "1",
                        "#",
                        "+",
                        "@",
                        ".",
                        " ",
                        "\n",
                        "a",
                        "é",
                        "订单",
                        "طلب",
                        "٣",
                        "ออ",
                        "\u200d",
                        "\ud83d",
                        "😀",
                        "👩‍👩‍👧",
                        "ﷺ",
                        "order",
                        "and")
                .list()
                .ofMaxSize(60)
                .map(list -> String.join("", list));
        return Arbitraries.oneOf(points, basic, pieces);
    }

    @Property(tries = 300, seed = "5", edgeCases = net.jqwik.api.EdgeCasesMode.FIRST)
    void anyTextIsReadTwiceAlikeAndItsDetailsLieInIt(@ForAll("anything") String text) {
        Interpretation first = INTERPRETER.interpret(text, NOTHING_KNOWN);
        assertThat(INTERPRETER.interpret(text, NOTHING_KNOWN)).isEqualTo(first);
        assertThat(first.intents()).isNotEmpty();
        for (FoundSlot slot : first.slots()) {
            assertThat(slot.start()).isBetween(0, slot.end());
            assertThat(slot.end()).isLessThanOrEqualTo(text.length());
        }
        REDACTOR.redact(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "1",
                "1 ",
                "订",
                "ا",
                "ก",
                "😀",
                "👩‍👩‍👧",
                "\u0301",
                " ",
                "a1-",
                "@.",
                "street 1 ",
                "no 1.",
                "و ",
                "((",
                "12:",
                "k ko dc "
            })
    void tenThousandOfOneKindEndSoonAndInLittleMemory(String piece) {
        String text = piece.repeat(10_000 / piece.length());
        INTERPRETER.interpret("warm", NOTHING_KNOWN);
        long[] bytes = new long[1];
        // The bound is far away: it ends a pattern that would run for ever, it measures nothing.
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            long before = allocated();
            INTERPRETER.interpret(text, NOTHING_KNOWN);
            REDACTOR.redact(text);
            bytes[0] = allocated() - before;
        });
        assertThat(bytes[0]).isBetween(1L, MOST_BYTES);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void anotherInterpreterReadsTheSame() {
        LocalInterpreter other = new LocalInterpreter();
        for (String text : List.of("where is my order #1001", "订单到哪了", "và hủy giúp em", "وين طلبي", "😀😀", "12345")) {
            assertThat(other.interpret(text, NOTHING_KNOWN)).isEqualTo(INTERPRETER.interpret(text, NOTHING_KNOWN));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\u0301", "\u200b", "\ufeff", "\u00ad\u00ad", "\ud83d", "\t\u0000"})
    void whatHoldsNoWordIsReadByTheSentenceModelsToo(String text) {
        for (String language : List.of("en", "zh")) {
            Interpretation read = INTERPRETER.interpret(text, new Hints("", Set.of(), language, true, null));
            assertThat(read.intents()).as(language).isNotEmpty();
        }
    }

    @Test
    void nothingIsNoWish() {
        assertThat(INTERPRETER.interpret("", NOTHING_KNOWN).several()).isFalse();
    }
}
