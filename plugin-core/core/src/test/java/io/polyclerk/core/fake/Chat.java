package io.polyclerk.core.fake;

import io.polyclerk.core.action.ActionWorker;
import io.polyclerk.core.action.Policies;
import io.polyclerk.core.action.Policy;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.ConversationWorker;
import io.polyclerk.core.delivery.Dispatcher;
import io.polyclerk.core.delivery.RetryPolicy;
import io.polyclerk.core.delivery.TurnStore;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.hours.OpeningHours;
import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.knowledge.FactGraph;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.ladder.AnswerModel;
import io.polyclerk.core.ladder.Ladder;
import io.polyclerk.core.ladder.ModelRung;
import io.polyclerk.core.ladder.Spending;
import io.polyclerk.core.ladder.TextMask;
import io.polyclerk.core.ladder.Transcript;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.media.MediaPatience;
import io.polyclerk.core.media.PhotoInspector;
import io.polyclerk.core.media.SpeechToText;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.skill.Facts;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.skill.ShopperWords;
import io.polyclerk.core.skill.StandardSkills;
import io.polyclerk.core.turn.ActionNews;
import io.polyclerk.core.turn.ActionRounds;
import io.polyclerk.core.turn.Perception;
import io.polyclerk.core.turn.TurnRunner;
import io.polyclerk.core.turn.WaitingLine;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.Product;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A conversation with the bot: say something, read what it says. */
public final class Chat implements ConnectionRegistry {

    public static final ConnectionId CONNECTION = new ConnectionId("test");

    /** Read once: thousands of chats are begun in these tests. */
    private static final LanguagePacks PACKS = new LanguagePacks(new PackReader(Chat.class.getClassLoader()).readAll());

    private static final ShopperWords WORDS = new ShopperWords(PACKS);

    public final InMemoryJournal journal;
    public final FakeChannel channel = new FakeChannel();
    public FakeStore store = new FakeStore();
    public Retriever retriever = Retriever.NONE;

    /** What is known of the trade. */
    public FactGraph graph = FactGraph.NONE;

    /** A model that is plugged in; null for none. */
    public @Nullable AnswerModel model;

    public Spending spending = Spending.UNLIMITED;
    public TextMask mask = TextMask.NONE;
    public Transcript transcript = Transcript.EMPTY;
    public final FakeStore secondStore = new FakeStore();
    public boolean twoStores;
    /** What shoppers sent, by the platform's id. */
    public final Map<String, byte[]> files = new HashMap<>();

    /** Deaf and blind until a test says otherwise. */
    public SpeechToText ears = Perception.NONE.speech();

    public PhotoInspector eyes = Perception.NONE.photos();
    public final List<String> paused = new ArrayList<>();
    /** Whether the connection can be used. */
    public boolean isReachable = true;
    /** What is put around the bot's turns. */
    public UnaryOperator<TurnWork> around = UnaryOperator.identity();

    private final ConversationWorker worker;
    private final ConversationKey key;
    private Sender sender;
    private int messages;
    public Policy policy = Policy.DEFAULT;
    public Instant now = FakeStore.NOW;
    /** When humans answer. */
    public OpeningHours hours = OpeningHours.ALWAYS;

    public Chat() {
        this(new InMemoryJournal(), "chat-1");
    }

    public Chat(InMemoryJournal journal, String chatId) {
        this(journal, chatId, new WordInterpreter(), OneTimeCodes.OFF);
    }

    /** One in a shop that sends codes. */
    public Chat(InMemoryJournal journal, String chatId, OneTimeCodes codes) {
        this(journal, chatId, new WordInterpreter(), codes);
    }

    public Chat(InMemoryJournal journal, String chatId, Interpreter interpreter, OneTimeCodes codes) {
        this.journal = journal;
        this.key = new ConversationKey(CONNECTION, chatId);
        this.sender = Sender.of(chatId);
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        Phrasebook phrasebook = new Phrasebook(PACKS);
        Policies policies = merchant -> policy;
        Knowledge knowledge = new Knowledge(
                question -> retriever.find(question),
                new Facts(new FactGraph() {
                    @Override
                    public Optional<Asked> read(Retriever.Question question) {
                        return graph.read(question);
                    }

                    @Override
                    public List<Finding> answer(Asked asked, List<Product> products) {
                        return graph.answer(asked, products);
                    }
                }),
                Counters.NONE);
        TurnRunner runner = new TurnRunner(
                this,
                interpreter,
                StandardSkills.with(journal, codes, journal.ledger, policies, WORDS, knowledge, merchant -> hours),
                knowledge,
                ladder(interpreter, phrasebook, clock),
                phrasebook,
                new WaitingLine() {
                    @Override
                    public int ahead(String merchant, ConversationId conversation) {
                        return 0;
                    }

                    @Override
                    public OpeningHours hours(String merchant) {
                        return hours;
                    }
                },
                new Perception(
                        (connection, media) -> new ByteArrayInputStream(files.getOrDefault(media.id(), new byte[0])),
                        (audio, question) -> ears.transcribe(audio, question),
                        (photo, question) -> eyes.inspect(photo, question),
                        Counters.NONE),
                Duration.ofHours(24),
                clock);
        ActionRounds actions = new ActionRounds(
                journal.ledger,
                new ActionWorker(journal.ledger, this, Counters.NONE, clock),
                new ActionNews(journal.ledger, policies, clock),
                journal,
                this,
                phrasebook,
                clock);
        Dispatcher dispatcher =
                new Dispatcher(new KeptOutbox(), this, NoLaw.KEEPER, RetryPolicy.DEFAULT, Counters.NONE, clock);
        worker = new ConversationWorker(
                journal, around(runner), actions, dispatcher, MediaPatience.NONE, NoLaw.NOTICE, Counters.NONE, clock);
    }

    private TurnWork around(TurnWork runner) {
        return new TurnWork() {
            @Override
            public TurnStore.Result run(TurnStore.Pending pending) {
                return around.apply(runner).run(pending);
            }

            @Override
            public TurnStore.Result handToHuman(TurnStore.Pending pending) {
                return around.apply(runner).handToHuman(pending);
            }
        };
    }

    /** One message of a burst in which several speak. */
    public record Spoken(Sender sender, Content content) {}

    /** The shop that this chat asks. */
    public Chat on(FakeStore shared) {
        store = shared;
        return this;
    }

    public String burst(List<Spoken> spoken) {
        for (Spoken one : spoken) {
            accept(one.sender(), one.content());
        }
        return work();
    }

    private Ladder ladder(Interpreter interpreter, Phrasebook phrasebook, Clock clock) {
        return (turn, skills) -> model == null
                ? Optional.empty()
                : new ModelRung(
                                model,
                                spending,
                                mask,
                                transcript,
                                retriever,
                                phrasebook,
                                interpreter,
                                Counters.NONE,
                                clock)
                        .climb(turn, skills);
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
            accept(sender, content);
        }
        return work();
    }

    private void accept(Sender from, Content content) {
        InboundMessage message =
                new InboundMessage(key, key.chatId() + ":" + ++messages, from, FakeStore.NOW, List.of(content));
        journal.accept(CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, FakeStore.NOW);
    }

    /** Lets the bot do what is due now. @return what it said */
    public String work() {
        int before = journal.outbox.size();
        Optional<Instant> again = worker.run(id());
        for (int i = 0; i < 20 && again.filter(at -> !at.isAfter(now)).isPresent(); i++) {
            again = worker.run(id());
        }
        return journal.outbox.subList(before, journal.outbox.size()).stream()
                .map(row -> words(row.message.content()))
                .collect(Collectors.joining("\n"));
    }

    /** Presses the newest button whose label begins so. */
    public String press(String label) {
        return pick(button(label));
    }

    /** The value behind the newest button whose label begins so. */
    public String button(String label) {
        for (int i = journal.outbox.size() - 1; i >= 0; i--) {
            if (journal.outbox.get(i).message.conversation().equals(key)
                    && journal.outbox.get(i).message.content() instanceof Content.Choice choice) {
                for (Option option : choice.options()) {
                    if (option.label().startsWith(label)) {
                        return option.value();
                    }
                }
            }
        }
        throw new AssertionError("no button " + label);
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
        return isReachable ? Optional.of(channel) : Optional.empty();
    }

    @Override
    public boolean isKnown(ConnectionId id) {
        return true;
    }

    @Override
    public List<OpenStore> storesOf(String merchant) {
        OpenStore first = new OpenStore(new ConnectionId("shop"), store);
        return twoStores ? List.of(first, new OpenStore(new ConnectionId("second-shop"), secondStore)) : List.of(first);
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
