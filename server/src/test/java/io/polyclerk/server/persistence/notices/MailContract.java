package io.polyclerk.server.persistence.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnStore.StaleConversation;
import io.polyclerk.core.identity.AskedCode;
import io.polyclerk.core.identity.OneTimeCodes.Asked;
import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.mail.Mail.Attachment;
import io.polyclerk.core.mail.Mail.Purpose;
import io.polyclerk.core.post.MailState;
import io.polyclerk.core.post.MailStore.Waiting;
import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.accounts.SqlAccountStore;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.persistence.notices.MailChoices.Choice;
import io.polyclerk.server.persistence.notices.MailChoices.Pace;
import io.polyclerk.server.persistence.notices.MailChoices.Report;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the outbox of e-mail promises, on every database. */
abstract class MailContract {

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final ConnectionId CONNECTION = new ConnectionId("web");
    private static final Mail LETTER =
            new Mail(Purpose.CODE, "Mei.Lin@mail.example", "Your code", "123456 مرحبا", NOW.plusSeconds(600));

    @TempDir
    private Path keys;

    private DataFolder data;
    private Database database;
    private SqlMailStore mails;
    private Stores stores;

    /** A database that may hold what an earlier test has left. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openStores() throws Exception {
        data = DataFolder.open(keys);
        database = open();
        mails = new SqlMailStore(database, SecretBox.in(data));
        stores = Stores.on(database, Duration.ofHours(12), mails);
        database.write(session -> {
            for (String table : List.of("outgoing_mail", "asked_code", "event", "message", "ticket", "conversation")) {
                session.update("delete from " + table);
            }
            return true;
        });
    }

    @AfterEach
    void closeStores() {
        database.close();
        data.close();
    }

    @Test
    void aLetterWaitsWithTheTurnThatAskedForIt() {
        Conversation conversation = begun();
        stores.turns().commit(result(conversation, new AskedCode("1001", "web/mei", LETTER)));
        assertThat(mails.due(NOW, 10)).singleElement().satisfies(waiting -> {
            assertThat(waiting.mail()).isEqualTo(LETTER);
            assertThat(waiting.attempts()).isZero();
            assertThat(waiting.uncertain()).isFalse();
            assertThat(waiting.person()).isEqualTo(mails.person(" mei.lin@MAIL.example"));
        });
        assertThat(mails.askedSince("demo", "1001", "web/mei", NOW)).isEqualTo(new Asked(1, 1, 1));
        assertThat(mails.askedSince("demo", "1002", "web/omar", NOW)).isEqualTo(new Asked(0, 0, 1));
        assertThat(mails.askedSince("other", "1001", "web/mei", NOW)).isEqualTo(new Asked(0, 0, 0));
        assertThat(mails.askedSince("demo", "1001", "web/mei", NOW.plusSeconds(1)))
                .isEqualTo(new Asked(0, 0, 0));
    }

    @Test
    void aTurnThatIsNotStoredSendsNothing() {
        Conversation conversation = begun();
        stores.turns().commit(result(conversation, new AskedCode("1001", "web/mei", LETTER)));
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> stores.turns().commit(result(conversation, new AskedCode("1001", "web/mei", LETTER))))
                .isInstanceOf(StaleConversation.class);
        assertThat(mails.due(NOW, 10)).hasSize(1);
        assertThat(mails.askedSince("demo", "1001", "web/mei", NOW).forOrder()).isEqualTo(1);
    }

    @Test
    void withoutAnOrderThatIsCountedAllTheSame() {
        stores.turns().commit(result(begun(), new AskedCode("7777", "web/mei", null)));
        assertThat(mails.due(NOW, 10)).isEmpty();
        assertThat(mails.askedSince("demo", "7777", "web/mei", NOW)).isEqualTo(new Asked(1, 1, 1));
    }

    @Test
    void neitherAddressNorWordsAreReadableInTheDatabase() {
        mails.put("demo", LETTER, NOW);
        List<String> rows = database.read(session -> session.all("select * from outgoing_mail", row -> {
            StringBuilder cells = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                cells.append(row.getString(i)).append('|');
            }
            return cells.toString();
        }));
        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .doesNotContainIgnoringCase("mei")
                        .doesNotContain("123456", "Your code", "mail.example"));
    }

    @Test
    void whatIsSentLeavesNoWordsBehind() {
        mails.put("demo", LETTER, NOW);
        Waiting waiting = mails.due(NOW, 1).get(0);
        assertThat(mails.recordAttempt(waiting.id(), NOW)).isTrue();
        assertThat(mails.recordAttempt(waiting.id(), NOW)).isFalse();
        assertThat(mails.due(NOW, 1)).isEmpty();
        mails.recordEnd(waiting.id(), MailState.SENT, "", NOW);
        int kept = database.read(
                        session -> session.first("select count(content) from outgoing_mail", row -> row.getInt(1)))
                .orElseThrow();
        assertThat(kept).isZero();
        assertThat(mails.sentSince(waiting.person(), Purpose.CODE, NOW)).isEqualTo(1);
        assertThat(mails.sentSince(waiting.person(), Purpose.NOTICE, NOW)).isZero();
        assertThat(mails.standing()).isEqualTo(new SqlMailStore.Standing(0, 0, 1, null));
    }

    @Test
    void whatWasNotTakenComesAgainWhenItsTimeHasCome() {
        mails.put(null, new Mail(Purpose.REPORT, "a@b.example", "s", "t", files(), null), NOW);
        Waiting waiting = mails.due(NOW, 1).get(0);
        mails.recordAttempt(waiting.id(), NOW);
        mails.recordRetry(waiting.id(), NOW.plusSeconds(5), true, "the mail server answered 450");
        assertThat(mails.due(NOW.plusSeconds(4), 1)).isEmpty();
        assertThat(mails.isAnyDue(NOW.plusSeconds(4))).isFalse();
        assertThat(mails.isAnyDue(NOW.plusSeconds(5))).isTrue();
        assertThat(mails.due(NOW.plusSeconds(5), 1)).singleElement().satisfies(again -> {
            assertThat(again.mailId()).isEqualTo(waiting.mailId());
            assertThat(again.attempts()).isEqualTo(1);
            assertThat(again.uncertain()).isTrue();
            assertThat(again.mail().attachments()).isEqualTo(files());
        });
        assertThat(mails.standing().reason()).isEqualTo("the mail server answered 450");
    }

    @Test
    void whatACrashCutOffGoesOutOnceMoreAndNotTwiceMore() {
        mails.put(null, LETTER, NOW);
        long id = mails.due(NOW, 1).get(0).id();
        mails.recordAttempt(id, NOW);
        assertThat(mails.recoverInterrupted(NOW)).isZero();
        assertThat(mails.recoverInterrupted(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(mails.due(NOW, 1))
                .singleElement()
                .satisfies(again -> assertThat(again.uncertain()).isTrue());
        mails.recordAttempt(id, NOW);
        assertThat(mails.recoverInterrupted(NOW.plusSeconds(1))).isZero();
        assertThat(mails.due(NOW, 1)).isEmpty();
        assertThat(mails.standing().dead()).isEqualTo(1);
    }

    @Test
    void whatEndedLongAgoIsForgotten() {
        mails.put(null, LETTER, NOW);
        mails.put(null, LETTER, NOW);
        mails.recordEnd(mails.due(NOW, 1).get(0).id(), MailState.EXPIRED, "late", NOW);
        stores.turns().commit(result(begun(), new AskedCode("7777", "web/mei", null)));
        mails.forget(NOW.plusSeconds(1), NOW.plusSeconds(1));
        assertThat(mails.due(NOW, 9)).hasSize(1);
        assertThat(mails.askedSince("demo", "7777", "web/mei", NOW).forOrder()).isZero();
    }

    @Test
    void aChoiceIsFollowedOnceByWhoeverIsFaster() {
        new SqlAccountStore(database).add(new Account("mei", "mei", "Mei", Role.AGENT, "demo", false, NOW), "hash");
        MailChoices choices = new MailChoices(database, mails);
        Choice choice = new Choice(
                "mei", "mei@shop.example", "en", List.of("waiting"), Pace.SOON, Report.WEEKLY, ZoneOffset.UTC);
        choices.put(choice, new MailChoices.Code("hash", NOW.plusSeconds(60)), LETTER, NOW);
        assertThat(choices.active()).isEmpty();
        assertThat(choices.confirm("mei", "hash", NOW)).isTrue();
        assertThat(choices.confirm("mei", "hash", NOW))
                .as("a code is good once")
                .isFalse();
        assertThat(choices.active())
                .singleElement()
                .satisfies(one -> assertThat(one.choice()).isEqualTo(choice));
        choices.tell("mei", "demo", Map.of("waiting ", 2), null, LETTER, NOW);
        choices.tell("mei", "demo", Map.of("waiting ", 2), null, LETTER, NOW);
        choices.tell("mei", "demo", Map.of(), NOW, LETTER, NOW.plusSeconds(1));
        choices.tell("mei", "demo", Map.of(), NOW, LETTER, NOW.plusSeconds(2));
        choices.report("mei", "demo", LocalDate.parse("2026-11-29"), LETTER, NOW);
        choices.report("mei", "demo", LocalDate.parse("2026-11-29"), LETTER, NOW);
        assertThat(mails.due(NOW.plusSeconds(9), 99))
                .as("the code, two notices and a report")
                .hasSize(4);
        assertThat(choices.find("mei").orElseThrow().told()).isEmpty();
        assertThat(new NoticeBoard(database).deadMails(NOW)).isEmpty();
        assertThat(new NoticeBoard(database).capsReached("demo", NOW)).isEmpty();
        assertThat(new NoticeBoard(database).deadEvents(null)).isEmpty();
        new SqlAccountStore(database).delete("mei");
        assertThat(choices.find("mei")).isEmpty();
    }

    private static List<Attachment> files() {
        return List.of(new Attachment("numbers.csv", "text/csv", "a,b\r\n1,2\r\n"));
    }

    private Conversation begun() {
        InboundMessage message = new InboundMessage(
                new ConversationKey(CONNECTION, "chat"),
                "m1",
                Sender.of("mei"),
                NOW,
                List.of(new Content.Text("where is 1001")));
        var id = stores.inbox()
                .accept(CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, NOW)
                .awake()
                .get(0);
        Pending pending = stores.turns().pending(id).orElseThrow();
        return pending.conversation();
    }

    private static Result result(Conversation conversation, AskedCode asked) {
        return new Result(conversation, List.of(), null, List.of(), List.of(), List.of(), List.of(), null, asked, NOW);
    }
}
