package io.polyclerk.server.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.understanding.LocalInterpreter;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.fake.OneChannel;
import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.ladder.Ladder;
import io.polyclerk.core.media.MediaState;
import io.polyclerk.core.proactive.ProactivePolicy;
import io.polyclerk.core.rollout.Rollout;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.turn.Perception;
import io.polyclerk.server.media.KeptMedia;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.accounts.MerchantSettings;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Line;
import io.polyclerk.server.persistence.conversations.MediaFiles;
import io.polyclerk.server.persistence.conversations.SqlMediaQueue;
import io.polyclerk.server.persistence.conversations.SqlSatisfaction;
import io.polyclerk.server.persistence.desk.Desk;
import io.polyclerk.server.persistence.desk.Desk.Deed;
import io.polyclerk.server.persistence.desk.SqlSuggestions;
import io.polyclerk.server.persistence.proactive.SqlConsentStore;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.setup.MerchantHours;
import io.polyclerk.server.wiring.CoreServices;
import io.polyclerk.server.wiring.MediaKeeping;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.DeliveryStatus;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import io.polyclerk.spi.message.Sender;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One conversation as it could happen on every channel, through the whole bot with real files and a real database: text, picture, album,
 * voice, button, edit, burst, a human who comes and goes. The platform counts and refuses as its law says.
 */
class ConversationScriptTest {

    private static final ConnectionId CONNECTION = new ConnectionId("ch");
    private static final ConversationKey CHAT = new ConversationKey(CONNECTION, "chat");
    private static final byte[] FILE = "%PDF-1.4 a file".getBytes(StandardCharsets.UTF_8);
    private static final LocalInterpreter INTERPRETER = new LocalInterpreter();
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    private static final Map<String, ReplyLaw> LAWS = Map.of(
            // Telegram's second between two messages, five times as fast.
            "spaced", new ReplyLaw(null, null, Duration.ofMillis(200), 0, false, 5, Map.of()),
            "billed", new ReplyLaw(Duration.ofHours(24), null, Duration.ofSeconds(6), 40, true, 45, Map.of()),
            "counted",
                    new ReplyLaw(
                            Duration.ofHours(48),
                            5,
                            Duration.ZERO,
                            0,
                            false,
                            1,
                            Map.of("menu", new ReplyLaw.Opening(Duration.ofMinutes(1), 3))));

    private static final Map<String, List<String>> WORDS = Map.of(
            "en", List.of("Where is my order?", "How do I return something?", "I want to", "talk to", "a human please"),
            "zh", List.of("我的订单到哪里了？", "怎么退货？", "我想", "联系", "人工客服"),
            "ar", List.of("أين طلبي؟", "كيف أعيد المنتج؟", "أريد", "التحدث مع", "موظف من فضلك"));

    @TempDir
    Path folder;

    private final Platform platform = new Platform();
    private Database database;
    private DataFolder data;
    private KeptMedia media;
    private CoreServices core;
    private int sequence;

    @BeforeEach
    void open() {
        database = Database.embedded(folder.resolve("database"), false);
        data = DataFolder.open(folder.resolve("data"));
        Clock clock = Clock.systemUTC();
        media = new KeptMedia(new MediaFiles(database), folder.resolve("kept"), SecretBox.in(data), platform, clock);
        core = new CoreServices(
                Stores.on(database),
                new CoreServices.Shops(platform, platform),
                new MediaKeeping(
                        new SqlMediaQueue(database, Duration.ofDays(1)),
                        media.vault(),
                        1_000_000,
                        Duration.ofMinutes(1),
                        file -> {}),
                new CoreServices.Phases(
                        merchant -> Rollout.AUTOMATIC,
                        new SqlSuggestions(database),
                        new SqlSatisfaction(database),
                        new MerchantHours(new MerchantSettings(database), clock),
                        new CoreServices.First(merchant -> ProactivePolicy.DEFAULT, new SqlConsentStore(database))),
                INTERPRETER,
                Knowledge.NONE,
                new CoreServices.Outside(phrasebook -> Ladder.LOCAL, phrasebook -> OneTimeCodes.OFF),
                Perception.NONE,
                (name, label) -> {},
                clock,
                Duration.ofMillis(50),
                Duration.ofDays(1),
                4);
    }

    @AfterEach
    void close() {
        core.close();
        database.close();
        data.close();
    }

    @ParameterizedTest
    @CsvSource({
        "spaced, en",
        "spaced, zh",
        "spaced, ar",
        "billed, en",
        "billed, zh",
        "billed, ar",
        "counted, en",
        "counted, zh",
        "counted, ar"
    })
    void theSameConversationGoesWellUnderEveryLaw(String law, String language) throws Exception {
        platform.law = LAWS.get(law);
        List<String> words = WORDS.get(language);

        say(new Content.Text(words.get(0)));
        assertThat(turns()).isEqualTo(1);
        assertThat(lastWords()).matches("(?s)" + script(language));

        say(new Content.Media(MediaKind.IMAGE, MediaRef.of("picture"), null));
        assertThat(turns()).isEqualTo(2);
        album();
        assertThat(turns()).as("an album is one turn").isEqualTo(3);
        say(new Content.Media(MediaKind.VOICE, MediaRef.of("voice"), null));
        assertThat(turns()).isEqualTo(4);
        assertThat(media.of(conversation())).hasSize(4).allMatch(file -> file.state() == MediaState.KEPT);

        say(new Content.Selection("intent:return_policy", words.get(1)));
        assertThat(turns()).isEqualTo(5);
        deliver(new ChannelEvent.MessageEdited(
                CHAT, "m1", "e1", List.of(new Content.Text(words.get(1))), Instant.now()));
        assertThat(turns()).isEqualTo(6);

        say(new Content.Text(words.get(2)), new Content.Text(words.get(3)), new Content.Text(words.get(4)));
        assertThat(turns()).as("a burst is one turn").isEqualTo(7);

        deliver(new ChannelEvent.AgentSpoke(CHAT, "a1", List.of(new Content.Text("…")), Instant.now()));
        int before = platform.sent.size();
        say(new Content.Text(words.get(0)));
        assertThat(platform.sent).as("a human answers").hasSize(before);
        new Desk(database).giveBack(new Deed(conversation(), "ann", null, Instant.now()));
        say(new Content.Text(words.get(1)));
        assertThat(platform.sent).as("the bot has it back").hasSizeGreaterThan(before);

        nothingWentWrong();
    }

    private void nothingWentWrong() {
        assertThat(platform.refused).isZero();
        assertThat(platform.sent).extracting(OutboundMessage::idempotencyKey).doesNotHaveDuplicates();
        OutboundMessage last = platform.sent.get(platform.sent.size() - 1);
        for (DeliveryStatus told : List.of(DeliveryStatus.READ, DeliveryStatus.DELIVERED, DeliveryStatus.SENT)) {
            deliver(new ChannelEvent.StatusChanged(
                    CHAT, "p-" + last.idempotencyKey(), told, Instant.now(), last.idempotencyKey(), null));
        }
        List<DeliveryState> states = lines().stream()
                .filter(line -> line.author() == Author.BOT)
                .map(Line::state)
                .toList();
        assertThat(states).containsOnly(DeliveryState.SENT, DeliveryState.READ);
        assertThat(states.get(states.size() - 1)).as("a state never goes back").isEqualTo(DeliveryState.READ);
        assertThat(lines()).allMatch(Line::answered);
    }

    private static String script(String language) {
        return switch (language) {
            case "zh" -> ".*\\p{IsHan}.*";
            case "ar" -> ".*\\p{IsArabic}.*";
            default -> ".*order.*";
        };
    }

    private void album() {
        deliver(
                message(new Content.Media(MediaKind.IMAGE, MediaRef.of("one"), null), "g1"),
                message(new Content.Media(MediaKind.IMAGE, MediaRef.of("two"), null), "g1"));
    }

    private void say(Content... contents) {
        deliver(List.of(contents).stream()
                .map(content -> message(content, null))
                .toArray(ChannelEvent[]::new));
    }

    private ChannelEvent message(Content content, String group) {
        sequence++;
        platform.shopperWrote();
        return new ChannelEvent.MessageReceived(
                new InboundMessage(CHAT, "m" + sequence, Sender.of("s"), Instant.now(), List.of(content), group));
    }

    /** Delivers everything twice, as platforms do, and waits until nothing is left to do. */
    private void deliver(ChannelEvent... events) {
        core.inbox().accept(CONNECTION, "demo", List.of(events));
        core.inbox().accept(CONNECTION, "demo", List.of(events));
        long end = System.nanoTime() + PATIENCE;
        while (core.backlog() > 0 && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        assertThat(core.backlog()).isZero();
    }

    private List<Line> lines() {
        return new ConversationArchive(database).messages(conversation().value());
    }

    private String lastWords() {
        return switch (platform.sent.get(platform.sent.size() - 1).content()) {
            case Content.Text text -> text.text();
            case Content.Choice choice -> choice.prompt();
            default -> throw new AssertionError("the bot says words");
        };
    }

    /** Turns in which the bot said something. */
    private int turns() {
        return (int) lines().stream()
                .filter(line -> line.author() == Author.BOT)
                .map(Line::at)
                .distinct()
                .count();
    }

    private ConversationId conversation() {
        return database.read(session ->
                        session.first("select id from conversation", row -> new ConversationId(row.getString(1))))
                .orElseThrow();
    }

    /** Keeps its law as strictly as the real ones, and is down for every second file. */
    private static final class Platform extends OneChannel {
        private final Map<String, Integer> asked = new HashMap<>();
        private int left;
        private int refused;

        synchronized void shopperWrote() {
            left = law.messagesPerWindow() == null ? Integer.MAX_VALUE : law.messagesPerWindow();
        }

        @Override
        public synchronized Receipt send(OutboundMessage message) {
            if (left == 0) {
                refused++;
                throw new AdapterException.Refused("out of response count limit");
            }
            left--;
            return super.send(message);
        }

        @Override
        public synchronized InputStream open(MediaRef ref) {
            if (asked.merge(ref.id(), 1, Integer::sum) == 1 && asked.size() % 2 == 1) {
                throw new AdapterException.Unavailable("answered 503", false, null);
            }
            return new ByteArrayInputStream(FILE);
        }
    }
}
