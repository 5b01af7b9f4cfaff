package io.polyclerk.server.persistence.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.fake.OneChannel;
import io.polyclerk.core.fake.WordInterpreter;
import io.polyclerk.core.ladder.Ladder;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.post.Postman;
import io.polyclerk.core.proactive.ProactivePolicy;
import io.polyclerk.core.rollout.Rollout;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.turn.Perception;
import io.polyclerk.server.mail.MailRounds;
import io.polyclerk.server.mail.MailedCodes;
import io.polyclerk.server.mail.SmtpAccount;
import io.polyclerk.server.mail.SmtpTransport;
import io.polyclerk.server.media.KeptMedia;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.accounts.MerchantSettings;
import io.polyclerk.server.persistence.conversations.MediaFiles;
import io.polyclerk.server.persistence.conversations.SqlMediaQueue;
import io.polyclerk.server.persistence.conversations.SqlSatisfaction;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.persistence.desk.SqlSuggestions;
import io.polyclerk.server.persistence.proactive.SqlConsentStore;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.server.setup.MerchantHours;
import io.polyclerk.server.wiring.CoreServices;
import io.polyclerk.server.wiring.MediaKeeping;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the shopper's wish for a code through the whole bot, a real database and a real mail server to the order. */
class CodeByMailTest {

    private static final ConnectionId CONNECTION = new ConnectionId("ch");
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    @TempDir
    private Path folder;

    private final Shop shop = new Shop();
    private GreenMail greenMail;
    private Database database;
    private DataFolder data;
    private CoreServices core;
    private MailRounds rounds;
    private int messages;

    @BeforeEach
    void open() {
        greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
        database = Database.embedded(folder.resolve("database"), false);
        data = DataFolder.open(folder.resolve("data"));
        SecretBox secrets = SecretBox.in(data);
        SqlMailStore mails = new SqlMailStore(database, secrets);
        Clock clock = Clock.systemUTC();
        Map<String, String> given = Map.of(
                "POLYCLERK_MAIL_HOST", "127.0.0.1",
                "POLYCLERK_MAIL_PORT", "" + greenMail.getSmtp().getPort(),
                "POLYCLERK_MAIL_SECURITY", "none",
                "POLYCLERK_MAIL_FROM", "clerk@shop.example");
        SmtpAccount account = SmtpAccount.of(new Settings(given::get)).orElseThrow();
        rounds = new MailRounds(
                new Postman(mails, new SmtpTransport(account, clock), Postman.POLICY, Counters.NONE, clock),
                mails,
                new Leases(database, clock),
                clock);
        rounds.start(true);
        KeptMedia media = new KeptMedia(new MediaFiles(database), folder.resolve("kept"), secrets, shop, clock);
        core = new CoreServices(
                Stores.on(database, Duration.ofHours(12), mails),
                new CoreServices.Shops(shop, shop),
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
                new WordInterpreter(),
                Knowledge.NONE,
                new CoreServices.Outside(
                        phrasebook -> Ladder.LOCAL, phrasebook -> new MailedCodes(mails, secrets, phrasebook, 200)),
                Perception.NONE,
                Counters.NONE,
                clock,
                Duration.ofMillis(20),
                Duration.ofDays(1),
                4);
    }

    @AfterEach
    void close() {
        rounds.close();
        core.close();
        database.close();
        data.close();
        greenMail.stop();
    }

    @Test
    void theCodeThatComesByMailOpensTheOrderInItsOwnChatAlone() throws Exception {
        say("mine", new Content.Text("where is 1001"));
        assertThat(say("mine", new Content.Selection("code:track_order", "Send a code")))
                .contains("1001")
                .doesNotContain("@");
        assertThat(greenMail.waitForIncomingEmail(60_000, 1)).isTrue();
        MimeMessage letter = greenMail.getReceivedMessages()[0];
        assertThat(letter.getAllRecipients()[0]).hasToString("mei.lin@mail.example");
        Matcher digits =
                Pattern.compile("1001: (\\d{6})").matcher(letter.getContent().toString());
        assertThat(digits.find()).isTrue();

        say("other", new Content.Text("where is 1001"));
        assertThat(say("other", new Content.Text(digits.group(1)))).doesNotContain("NP1001X");
        assertThat(say("mine", new Content.Text("it says " + digits.group(1)))).contains("NP1001X");
        String memories = database.read(
                        session -> session.all("select memory from conversation", row -> row.getString(1)))
                .toString();
        assertThat(memories).as("what is remembered").doesNotContain(digits.group(1), "mail.example");
    }

    @Test
    void forAnOrderThatThereIsNotNothingIsSentAndTheSameIsSaid() {
        say("mine", new Content.Text("where is 1001"));
        say("other", new Content.Text("where is 7777"));
        String known = say("mine", new Content.Selection("code:track_order", "x"));
        String unknown = say("other", new Content.Selection("code:track_order", "x"));
        assertThat(unknown.replace("7777", "1001")).isEqualTo(known);
        assertThat(greenMail.waitForIncomingEmail(60_000, 1)).isTrue();
        assertThat(greenMail.getReceivedMessages()).hasSize(1);
    }

    /** @return what the bot answers */
    private String say(String chat, Content content) {
        int before = shop.sent.size();
        InboundMessage message = new InboundMessage(
                new ConversationKey(CONNECTION, chat),
                "m" + ++messages,
                Sender.of(chat),
                Instant.now(),
                List.of(content));
        core.inbox().accept(CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)));
        long end = System.nanoTime() + PATIENCE;
        while (core.backlog() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
        return shop.sent.subList(before, shop.sent.size()).stream()
                .map(said -> words(said.content()))
                .collect(Collectors.joining("\n"));
    }

    private static String words(Content content) {
        return switch (content) {
            case Content.Text text -> text.text();
            case Content.Choice choice -> choice.prompt();
            default -> throw new AssertionError("the bot says words");
        };
    }

    private static final class Shop extends OneChannel {
        @Override
        public List<OpenStore> storesOf(String merchant) {
            return List.of(new OpenStore(new ConnectionId("shop"), new FakeStore()));
        }
    }
}
