package io.polyclerk.core.fake;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.skill.StandardSkills;
import io.polyclerk.core.turn.TurnRunner;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A conversation with the bot: say something, read what it says. */
public final class Chat implements ConnectionRegistry {

    public static final ConnectionId CONNECTION = new ConnectionId("test");

    public final InMemoryJournal journal;
    public final FakeChannel channel = new FakeChannel();
    public final FakeStore store = new FakeStore();
    public final List<String> paused = new ArrayList<>();
    private final TurnRunner runner;
    private final ConversationKey key;
    private Sender sender;
    private int messages;

    public Chat() {
        this(new InMemoryJournal(), "chat-1");
    }

    public Chat(InMemoryJournal journal, String chatId) {
        this.journal = journal;
        this.key = new ConversationKey(CONNECTION, chatId);
        this.sender = Sender.of(chatId);
        Clock clock = Clock.fixed(FakeStore.NOW, ZoneOffset.UTC);
        LanguagePacks packs = new LanguagePacks(new PackReader(Chat.class.getClassLoader()).readAll());
        runner =
                new TurnRunner(this, new WordInterpreter(), StandardSkills.with(journal), new Phrasebook(packs), clock);
    }

    public Chat from(Sender newSender) {
        sender = newSender;
        return this;
    }

    /** Says each text as a message of one burst. */
    public String say(String... texts) {
        List<Content> contents = new ArrayList<>();
        for (String text : texts) {
            contents.add(new Content.Text(text));
        }
        return send(contents);
    }

    public String pick(String value) {
        return send(List.of(new Content.Selection(value, "label")));
    }

    public String send(List<Content> contents) {
        for (Content content : contents) {
            InboundMessage message =
                    new InboundMessage(key, key.chatId() + ":" + ++messages, sender, FakeStore.NOW, List.of(content));
            journal.accept(CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, FakeStore.NOW);
        }
        int before = journal.outbox.size();
        journal.commit(runner.run(journal.pending(id()).orElseThrow()));
        return journal.outbox.subList(before, journal.outbox.size()).stream()
                .map(row -> words(row.message.content()))
                .collect(Collectors.joining("\n"));
    }

    public Conversation conversation() {
        return journal.conversations.get(id());
    }

    private ConversationId id() {
        return journal.conversations.values().stream()
                .filter(conversation -> conversation.key().equals(key))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static String words(Content content) {
        return switch (content) {
            case Content.Text text -> text.text();
            case Content.Choice choice ->
                choice.prompt()
                        + choice.options().stream()
                                .map(option -> " [" + option.label() + "]")
                                .collect(Collectors.joining());
            default -> content.toString();
        };
    }

    @Override
    public Optional<ChannelAdapter> channel(ConnectionId id) {
        return Optional.of(channel);
    }

    @Override
    public List<OpenStore> storesOf(String merchant) {
        return List.of(new OpenStore(new ConnectionId("shop"), store));
    }

    @Override
    public List<String> languagesOf(String merchant) {
        return List.of();
    }

    @Override
    public void pause(ConnectionId id, String reason) {
        paused.add(reason);
    }
}
