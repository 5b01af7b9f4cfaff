package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.skill.ShopperWords;
import io.polyclerk.core.skill.Turn;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter.Hints;
import io.polyclerk.core.understanding.Utterance;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.Sender;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about the shop and its goods, and lines that hold the same words and ask something else; in each language. */
class ShopQuestionsTest {

    private static final String NONE = "none";
    /** Of two dozen; the models that have a say in it are trained anew now and then. */
    private static final int MOST_MISSED = 3;

    private static final int MOST_TAKEN = 2;
    private static final LocalInterpreter INTERPRETER = new LocalInterpreter();
    private static final ShopperWords WORDS =
            new ShopperWords(new LanguagePacks(new PackReader(ShopQuestionsTest.class.getClassLoader()).readAll()));
    private static final List<Line> LINES = read();

    private record Line(String language, String kind, String text) {
        String found() {
            Interpretation read = INTERPRETER.interpret(text, new Hints("demo", Set.of(), language, true, null));
            Conversation conversation = new Conversation(
                    new ConversationId("c"),
                    new ConversationKey(new ConnectionId("web"), "chat"),
                    "demo",
                    Holder.BOT,
                    Memory.EMPTY.speaking(language),
                    1);
            return WORDS.questionIn(new Turn(
                            conversation,
                            new Utterance(text, Utterance.Source.TEXT, List.of(), List.of()),
                            read,
                            Sender.of("chat"),
                            List.of(),
                            Instant.EPOCH))
                    .orElse(NONE);
        }

        @Override
        public String toString() {
            return language + " " + kind + " '" + text + "' found " + found();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh", "pt", "ar", "es", "fr", "de", "ja", "ko", "ru", "th", "vi", "id", "tr", "hi"})
    void nearlyAllAreKnownForWhatTheyAre(String language) {
        List<Line> asked =
                of(language).filter(line -> !line.kind().equals(NONE)).toList();
        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(asked.stream().filter(line -> !line.found().equals(line.kind())))
                .hasSizeLessThanOrEqualTo(MOST_MISSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh", "pt", "ar", "es", "fr", "de", "ja", "ko", "ru", "th", "vi", "id", "tr", "hi"})
    void whatAsksSomethingElseIsLeftToTheSkills(String language) {
        List<Line> others =
                of(language).filter(line -> line.kind().equals(NONE)).toList();
        assertThat(others).hasSizeGreaterThanOrEqualTo(15);
        assertThat(others.stream().filter(line -> !line.found().equals(NONE))).hasSizeLessThanOrEqualTo(MOST_TAKEN);
    }

    private static java.util.stream.Stream<Line> of(String language) {
        return LINES.stream().filter(line -> line.language().equals(language));
    }

    private static List<Line> read() {
        try (InputStream lines = ShopQuestionsTest.class.getResourceAsStream("/understanding/shop-questions.tsv")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .map(parts -> new Line(parts[0], parts[1], parts[2]))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
