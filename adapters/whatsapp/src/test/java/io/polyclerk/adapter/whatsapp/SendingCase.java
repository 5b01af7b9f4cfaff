package io.polyclerk.adapter.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An adapter at the double of the platform, in which a shopper has just written. */
abstract class SendingCase {

    static final Content HI = new Content.Text("hi");

    CloudApi platform;
    WhatsAppAdapter adapter;

    @BeforeEach
    void open() throws IOException {
        platform = new CloudApi();
        platform.wrote(CloudApi.SHOPPER);
        adapter = Opened.adapter(platform.origin());
    }

    @AfterEach
    void close() {
        adapter.close();
        adapter.close();
        platform.close();
    }

    static void assertUnavailable(Throwable failure, boolean mayHaveHappened) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        unavailable -> assertThat(unavailable.mayHaveHappened()).isEqualTo(mayHaveHappened));
        assertNoSecret(failure);
    }

    static void assertNoSecret(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .doesNotContain(CloudApi.TOKEN)
                .doesNotContain(Webhooks.APP_SECRET)
                .doesNotContain("16505551234")
                .doesNotContain(CloudApi.SHOPPER);
    }

    Throwable failure(Content content) {
        return failure("k", content);
    }

    Throwable failure(String key, Content content) {
        return catchThrowable(() -> send(CloudApi.SHOPPER, key, content));
    }

    Receipt send(String chat, String key, Content content) {
        return adapter.send(message(chat, key, content));
    }

    static OutboundMessage message(String chat, String key, Content content) {
        return new OutboundMessage(new ConversationKey(new ConnectionId("wa1"), chat), key, content);
    }
}
