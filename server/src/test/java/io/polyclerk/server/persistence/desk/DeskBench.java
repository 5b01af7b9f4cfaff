package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.rollout.Suggestion;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Ticket;
import io.polyclerk.server.persistence.conversations.ConversationArchive.TicketFilter;
import io.polyclerk.server.persistence.conversations.ConversationSearch;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.persistence.desk.Desk.Deed;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A desk, and conversations that agents look at. */
abstract class DeskBench {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final ConnectionId CONNECTION = new ConnectionId("chat");

    Database database;
    Stores stores;
    Desk desk;
    DeskTalk talk;
    ConversationArchive archive;

    abstract Database open() throws Exception;

    @BeforeEach
    void openStores() throws Exception {
        database = open();
        stores = Stores.on(database);
        desk = new Desk(database);
        talk = new DeskTalk(database);
        archive = new ConversationArchive(database);
        database.write(session -> {
            for (String table :
                    List.of("suggestion", "presence", "note", "audit", "event", "message", "ticket", "conversation")) {
                session.update("delete from " + table);
            }
            return true;
        });
    }

    @AfterEach
    void closeStores() {
        database.close();
    }

    List<String> found(ConversationSearch search, @Nullable String text) {
        return search.find(new ConversationSearch.Filter(null, null, null, null, null, text, 10, null)).stream()
                .map(one -> one.conversation().chatId())
                .toList();
    }

    Ticket ticket() {
        hear("chat", "m1", "broken");
        Pending pending = stores.turns().pending(id("chat")).orElseThrow();
        stores.turns()
                .commit(new Result(
                        pending.conversation(),
                        sequences(pending),
                        null,
                        List.of(),
                        List.of(new TicketDraft("complaint", "broken", null, "en", false)),
                        null,
                        NOW));
        return archive.tickets(new TicketFilter(null, null, null, null, null, 1))
                .get(0);
    }

    List<String> events() {
        return database.read(session -> session.all("select kind from event order by id", row -> row.getString(1)));
    }

    long version() {
        return archive.conversation(id("chat").value()).orElseThrow().version();
    }

    Deed deed(String agent, @Nullable Long version) {
        return new Deed(id("chat"), agent, version, NOW);
    }

    void commit(Pending pending, String text) {
        stores.turns()
                .commit(new Result(
                        pending.conversation(),
                        sequences(pending),
                        null,
                        List.of(new Content.Text(text)),
                        List.of(),
                        null,
                        NOW));
    }

    static List<Long> sequences(Pending pending) {
        return pending.messages().stream().map(Received::sequence).toList();
    }

    void hear(String chat, String message, String text) {
        accept(new ChannelEvent.MessageReceived(
                new InboundMessage(key(chat), message, Sender.of("s"), NOW, List.of(new Content.Text(text)))));
    }

    void accept(ChannelEvent event) {
        stores.inbox().accept(CONNECTION, "demo", List.of(event), null, NOW);
    }

    ConversationId id(String chat) {
        return database.read(session -> session.first(
                        "select id from conversation where chat_id = ?",
                        row -> new ConversationId(row.getString(1)),
                        chat)
                .orElseThrow());
    }

    static ConversationKey key(String chat) {
        return new ConversationKey(CONNECTION, chat);
    }

    ConversationId arrived(String message, String text) {
        hear("chat", message, text);
        return id("chat");
    }

    static Suggestion suggestion(String text) {
        return new Suggestion(
                List.of(new Content.Text(text)),
                Memory.EMPTY.asking(new OpenQuestion("track_order", OpenQuestion.Wanted.ORDER_NUMBER, 1)),
                null);
    }
}
