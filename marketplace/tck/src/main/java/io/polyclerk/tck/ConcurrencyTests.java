package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.OutboundMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One instance serves many conversations at once, and nothing is lost or crossed. */
@Group("C")
interface ConcurrencyTests extends ChannelSubject {

    int THREADS = 64;
    int MESSAGES = 256;

    @Test
    default void messagesSentAtOnceAllArriveOnce() throws Exception {
        bench().platform().answers(sent());
        atOnce(i -> channel()
                .send(new OutboundMessage(
                        new ConversationKey(bench().connection().id(), chatId()),
                        "key-" + i,
                        new Content.Text("msg<" + i + ">"))));
        if (bench().manifest().isHosted()) {
            return;
        }
        List<String> bodies =
                bench().platform().calls().stream().map(StubPlatform.Call::text).toList();
        assertThat(bodies).hasSize(MESSAGES);
        // Some platforms' libraries escape the angle bracket.
        IntStream.range(0, MESSAGES)
                .forEach(i -> assertThat(bodies.stream()
                                .filter(body -> body.matches("(?s).*msg(<|\\\\u003[cC])" + i + "(>|\\\\u003[eE]).*")))
                        .as("message " + i)
                        .hasSize(1));
    }

    @Test
    default void messagesReceivedAtOnceAreNotCrossed() throws Exception {
        List<String> read = new ArrayList<>(atOnce(i -> textOf("text number " + i + ".")));
        assertThat(read)
                .containsExactlyElementsOf(IntStream.range(0, MESSAGES)
                        .mapToObj(i -> "text number " + i + ".")
                        .toList());
    }

    private String textOf(String text) {
        WebhookOutcome<ChannelEvent> outcome = channel().receive(genuine(textUpdate(text)));
        ChannelEvent event =
                ((WebhookOutcome.Accepted<ChannelEvent>) outcome).events().get(0);
        return ((Content.Text) ((ChannelEvent.MessageReceived) event)
                        .message()
                        .contents()
                        .get(0))
                .text();
    }

    /** Work on one message. */
    @FunctionalInterface
    interface Work<T> {
        T on(int message) throws Exception;
    }

    private static <T> List<T> atOnce(Work<T> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                int message = i;
                futures.add(threads.submit(() -> work.on(message)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
