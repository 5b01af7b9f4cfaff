package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.InboxStore.Acceptance;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The stores on an empty database, and what contracts write into them. */
abstract class OpenStores {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final ConnectionId CONNECTION = new ConnectionId("tg");

    Database database;
    Stores stores;

    /** An empty database. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openStores() throws Exception {
        database = open();
        stores = Stores.on(database);
        database.write(session -> {
            for (String table : List.of("message", "ticket", "conversation", "wrong_proof", "poll_cursor")) {
                session.update("delete from " + table);
            }
            return true;
        });
    }

    @AfterEach
    void closeStores() {
        database.close();
    }

    void commit(Pending pending, String... texts) {
        stores.turns()
                .commit(new Result(
                        pending.conversation(),
                        sequences(pending),
                        null,
                        Arrays.stream(texts).<Content>map(Content.Text::new).toList(),
                        List.of(),
                        null,
                        NOW));
    }

    static List<Long> sequences(Pending pending) {
        return pending.messages().stream().map(Received::sequence).toList();
    }

    Acceptance accept(ChannelEvent... events) {
        return stores.inbox().accept(CONNECTION, "demo", List.of(events), null, NOW);
    }

    ConversationId conversation(String chat) {
        return database.read(session -> session.first(
                        "select id from conversation where chat_id = ?",
                        row -> new ConversationId(row.getString(1)),
                        chat)
                .orElseThrow());
    }

    static ChannelEvent message(String chat, String id, String text) {
        return new ChannelEvent.MessageReceived(
                new InboundMessage(key(chat), id, Sender.of("s"), NOW, List.of(new Content.Text(text))));
    }

    static ConversationKey key(String chat) {
        return new ConversationKey(CONNECTION, chat);
    }
}
