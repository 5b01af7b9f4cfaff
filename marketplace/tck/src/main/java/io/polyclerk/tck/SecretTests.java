package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Secrets of the merchant and words of the shopper stay where they belong. */
@Group("S")
interface SecretTests extends ChannelSubject {

    @Test
    default void nothingPrintsASecret() {
        assertSilent(bench().connection() + " " + channel() + " " + genuine(textUpdate("hello")), "hello");
    }

    @Test
    default void noFailureAndNoLogHoldsASecretOrWhatWasSaid() {
        String words = "my private words";
        List<PlatformAnswer> answers = new java.util.ArrayList<>(errors().keySet());
        answers.add(
                PlatformAnswer.json(400, "{\"echo\":\"" + String.join(" ", bench().secrets()) + " " + words + "\"}"));
        answers.add(new PlatformAnswer.Reset());
        for (PlatformAnswer answer : answers) {
            bench().platform().answers(answer);
            Throwable failure = catchThrowable(() -> channel()
                    .send(new OutboundMessage(
                            new ConversationKey(bench().connection().id(), chatId()),
                            "key-1",
                            new Content.Text(words))));
            assertSilent(printed(failure), words);
        }
        channel().receive(forged(textUpdate(words)));
        channel().receive(genuine(textUpdate(words)));
        assertSilent(bench().logged(), words);
    }

    private void assertSilent(String text, String words) {
        assertThat(text).doesNotContain(words);
        bench().secrets().forEach(secret -> assertThat(text).doesNotContain(secret));
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }
}
