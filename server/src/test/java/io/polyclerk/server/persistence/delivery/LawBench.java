package io.polyclerk.server.persistence.delivery;

import io.polyclerk.core.budget.Standing;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.delivery.Dispatcher;
import io.polyclerk.core.delivery.LawKeeper;
import io.polyclerk.core.delivery.RetryPolicy;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.fake.OneChannel;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.Conversations;
import io.polyclerk.server.persistence.desk.Desk;
import io.polyclerk.server.persistence.desk.Desk.Deed;
import io.polyclerk.server.persistence.desk.DeskTalk;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.MessageTemplates;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.OutboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One conversation on a channel that counts, and what is said in it. */
public abstract class LawBench {

    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    static final ConnectionId CONNECTION = new ConnectionId("wx");
    static final ConversationKey CHAT = new ConversationKey(CONNECTION, "chat");
    static final ReplyLaw COUNTED = new ReplyLaw(
            Duration.ofHours(48),
            5,
            Duration.ZERO,
            0,
            false,
            1,
            Map.of("enter", new ReplyLaw.Opening(Duration.ofMinutes(1), 2)));

    final HandClock clock = new HandClock(START);
    final Templated channel = new Templated();
    Database database;
    Stores stores;
    Desk desk;
    DeskTalk talk;
    LawKeeper law;
    Dispatcher dispatcher;
    int messages;

    abstract Database open() throws Exception;

    @BeforeEach
    void openStores() throws Exception {
        database = open();
        database.write(session -> {
            for (String table : List.of("message", "ticket", "conversation", "sending_slot", "lease")) {
                session.update("delete from " + table);
            }
            return true;
        });
        restart();
        desk = new Desk(database);
        talk = new DeskTalk(database);
        channel.law = COUNTED;
    }

    @AfterEach
    void closeStores() {
        database.close();
    }

    void restart() {
        stores = Stores.on(database, Duration.ofHours(12));
        law = new LawKeeper(stores.histories(), stores.rate());
        dispatcher = new Dispatcher(stores.outbox(), channel, law, RetryPolicy.DEFAULT, (name, label) -> {}, clock);
    }

    void accept(ChannelEvent event) {
        stores.inbox().accept(CONNECTION, "demo", List.of(event), null, clock.instant());
    }

    void shopperWrites() {
        messages++;
        accept(new ChannelEvent.MessageReceived(new InboundMessage(
                CHAT, "m" + messages, Sender.of("s"), clock.instant(), List.of(new Content.Text("hi")))));
    }

    Pending pending() {
        return stores.turns().pending(conversation()).orElseThrow();
    }

    void botSays(String... texts) {
        Pending pending = pending();
        commit(
                pending.conversation(),
                pending.messages().stream().map(Received::sequence).toList(),
                texts);
    }

    void botSaysWithoutMessage(String... texts) {
        Conversation conversation = database.read(session -> Conversations.find(session, conversation()))
                .orElseThrow();
        commit(conversation, List.of(), texts);
    }

    void commit(Conversation conversation, List<Long> answered, String... texts) {
        List<Content> replies = Stream.of(texts).<Content>map(Content.Text::new).toList();
        stores.turns().commit(new Result(conversation, answered, null, replies, List.of(), null, clock.instant()));
    }

    void agentSays(String text) {
        talk.speak(
                new Deed(conversation(), "ann", null, clock.instant()), List.of(new Content.Text(text)), "key" + text);
    }

    Optional<Instant> drain() {
        return dispatcher.drain(conversation());
    }

    Standing standing() {
        return law.standing(conversation(), CHAT, channel, clock.instant());
    }

    List<String> said() {
        return channel.sent.stream()
                .map(message -> ((Content.Text) message.content()).text())
                .toList();
    }

    List<DeliveryState> states() {
        return new ConversationArchive(database)
                .messages(conversation().value()).stream()
                        .flatMap(line -> Optional.ofNullable(line.state()).stream())
                        .toList();
    }

    List<String> reasons() {
        return new ConversationArchive(database)
                .messages(conversation().value()).stream()
                        .flatMap(line -> Optional.ofNullable(line.reason()).stream())
                        .toList();
    }

    ConversationId conversation() {
        return database.read(session -> session.first(
                        "select id from conversation where chat_id = 'chat'",
                        row -> new ConversationId(row.getString(1)))
                .orElseThrow());
    }

    /** A channel that fails on demand and may say templates. */
    public static class Templated extends OneChannel implements MessageTemplates {
        public final List<RuntimeException> failures = new ArrayList<>();
        public final List<String> templates = new ArrayList<>();
        public final List<List<String>> parameters = new ArrayList<>();
        public List<Template> offered = List.of();

        @Override
        public Receipt send(OutboundMessage message) {
            if (!failures.isEmpty()) {
                throw failures.remove(0);
            }
            return super.send(message);
        }

        @Override
        public List<Template> templates() {
            return offered;
        }

        @Override
        public Receipt sendTemplate(
                ConversationKey conversation,
                String idempotencyKey,
                String template,
                String language,
                List<String> filled) {
            templates.add(template + "/" + language);
            parameters.add(filled);
            return new Receipt("t-" + idempotencyKey);
        }
    }
}
