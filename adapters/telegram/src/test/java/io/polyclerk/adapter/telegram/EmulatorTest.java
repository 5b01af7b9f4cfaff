package io.polyclerk.adapter.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Polling;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another program that plays the Bot API says, recorded with {@code src/test/oracle/telegram-test-api.cjs}. */
class EmulatorTest {

    private static final ConversationKey CHAT = new ConversationKey(new ConnectionId("tg1"), "77");

    private final JsonNode recorded = recorded();
    private BotApiStub stub;
    private TelegramAdapter adapter;

    private static JsonNode recorded() {
        try {
            return new ObjectMapper().readTree(EmulatorTest.class.getResource("/oracle/telegram-test-api.json"));
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @BeforeEach
    void open() throws IOException {
        stub = new BotApiStub();
        Connection connection = new Connection(
                new ConnectionId("tg1"), Map.of("botToken", "123456:emulated", "apiBase", stub.address()));
        adapter = new TelegramAdapter(connection, TelegramApi.of(connection), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        adapter.close();
        stub.close();
    }

    private Polling.Batch polled(String name) {
        stub.answers(200, recorded.path(name).toString());
        return adapter.poll("0", Duration.ZERO);
    }

    @Test
    void itsUpdatesAreUnderstood() {
        assertThat(polled("updates").events()).hasSize(3).satisfies(events -> {
            assertThat(words(events.get(0))).isEqualTo(new Content.Text("Where is my order 1001?"));
            assertThat(words(events.get(1))).isEqualTo(new Content.Text("我的订单到哪里了？"));
            assertThat(events.get(2)).isInstanceOf(ChannelEvent.ContactJoined.class);
        });
    }

    @Test
    void aPickIsUnderstoodThoughItsTimeIsInMilliseconds() {
        assertThat(polled("picked").events())
                .singleElement()
                .satisfies(event -> assertThat(words(event))
                        .isEqualTo(new Content.Selection("intent:human_agent", "intent:human_agent")));
    }

    @Test
    void itsReceiptCounts() {
        stub.answers(200, recorded.path("sent").toString());
        Receipt receipt = adapter.send(new OutboundMessage(CHAT, "k", new Content.Text("One moment")));
        assertThat(receipt.messageId()).isEqualTo("77:4");
    }

    @Test
    void aReceiptThatHoldsNothingButTheIdCounts() {
        stub.answers(200, "{\"ok\":true,\"result\":{\"message_id\":5}}");
        assertThat(adapter.send(new OutboundMessage(CHAT, "k", new Content.Text("hi")))
                        .messageId())
                .isEqualTo("77:5");
    }

    private static Content words(ChannelEvent event) {
        return ((ChannelEvent.MessageReceived) event).message().contents().get(0);
    }
}
