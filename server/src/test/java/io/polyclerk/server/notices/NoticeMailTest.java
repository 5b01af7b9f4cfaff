package io.polyclerk.server.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.mail.Mail.Purpose;
import io.polyclerk.core.post.MailState;
import io.polyclerk.core.post.MailStore.Waiting;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.mail.MailDesk;
import io.polyclerk.server.metrics.ServiceMetrics;
import io.polyclerk.server.notices.Notice.Kind;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.accounts.SqlAccountStore;
import io.polyclerk.server.persistence.metrics.ServiceHistory;
import io.polyclerk.server.persistence.notices.MailChoices;
import io.polyclerk.server.persistence.notices.MailChoices.Choice;
import io.polyclerk.server.persistence.notices.MailChoices.Pace;
import io.polyclerk.server.persistence.notices.MailChoices.Report;
import io.polyclerk.server.persistence.notices.SqlMailStore;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told by e-mail, out of a real database. */
class NoticeMailTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    private Path folder;

    // A Thursday.
    private Instant now = Instant.parse("2026-11-26T10:00:00Z");
    private final List<Notice> there = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private DataFolder data;
    private Database database;
    private SqlMailStore mails;
    private NoticeChoices choices;
    private NoticeMail mail;
    private SqlAccountStore people;

    @BeforeEach
    void open() {
        data = DataFolder.open(folder.resolve("data"));
        database = Database.embedded(folder.resolve("database"), false);
        SecretBox secrets = SecretBox.in(data);
        mails = new SqlMailStore(database, secrets);
        Phrasebook phrasebook =
                new Phrasebook(new LanguagePacks(new PackReader(getClass().getClassLoader()).readAll()));
        NoticeLetters letters = new NoticeLetters(phrasebook, "https://bot.shop.example/");
        MailChoices chosen = new MailChoices(database, mails);
        people = new SqlAccountStore(database);
        choices = new NoticeChoices(
                chosen, letters, secrets, new MailDesk(mails, phrasebook, true, clock()), account -> true, clock());
        mail = new NoticeMail(
                chosen,
                people,
                merchant -> {
                    asked.add(merchant);
                    return List.copyOf(there);
                },
                new ServiceMetrics(new ServiceHistory(database)),
                letters,
                clock());
        people.add(new Account("mei", "mei", "Mei", Role.AGENT, "demo", false, now), "hash");
    }

    @AfterEach
    void close() {
        database.close();
        data.close();
    }

    @Test
    void nothingGoesToAnAddressThatNobodyHasShownToBeTheirs() {
        choices.keep(choice(Pace.SOON, Report.NEVER, "connection"));
        there.add(broken("shop"));
        Mail confirmation = sent().get(0);
        assertThat(confirmation.purpose()).isEqualTo(Purpose.CONFIRMATION);
        mail.round();
        assertThat(sent()).isEmpty();
        assertThat(choices.confirm("mei", "000000x")).isFalse();
        assertThat(choices.confirm("somebody else", code(confirmation))).isFalse();
        assertThat(choices.confirm("mei", " " + code(confirmation) + " ")).isTrue();
        mail.round();
        assertThat(sent()).singleElement().satisfies(letter -> {
            assertThat(letter.recipient()).isEqualTo("mei@shop.example");
            assertThat(letter.subject()).isEqualTo("Things to look at: 1");
            assertThat(letter.text())
                    .contains("The connection “shop” does not work", "the key is wrong")
                    .contains("https://bot.shop.example/console/#/notices");
        });
        assertThat(asked).containsOnly("demo");
    }

    @Test
    void fiveWrongCodesMakeTheRightOneWorthless() {
        choices.keep(choice(Pace.SOON, Report.NEVER));
        String code = code(sent().get(0));
        for (int i = 0; i < 5; i++) {
            assertThat(choices.confirm("mei", "nothing")).isFalse();
        }
        assertThat(choices.confirm("mei", code)).isFalse();
    }

    @Test
    void aCodeIsGoodForHalfAnHour() {
        choices.keep(choice(Pace.SOON, Report.NEVER));
        String code = code(sent().get(0));
        pass(Duration.ofMinutes(30));
        assertThat(choices.confirm("mei", code)).isFalse();
    }

    @Test
    void anotherAddressHasToBeShownAnewAndOtherChoicesNot() {
        confirmed(choice(Pace.SOON, Report.NEVER));
        choices.keep(choice(Pace.DAILY, Report.WEEKLY, "waiting"));
        assertThat(sent()).isEmpty();
        assertThat(choices.of("mei").orElseThrow().confirmed()).isTrue();
        choices.keep(new Choice("mei", "other@shop.example", "en", List.of(), Pace.DAILY, Report.NEVER, BERLIN));
        assertThat(sent())
                .singleElement()
                .satisfies(letter -> assertThat(letter.recipient()).isEqualTo("other@shop.example"));
        assertThat(choices.of("mei").orElseThrow().confirmed()).isFalse();
    }

    @Test
    void onlyWhatWasChosenIsTold() {
        confirmed(choice(Pace.SOON, Report.NEVER, "overdue"));
        there.add(broken("shop"));
        mail.round();
        assertThat(sent()).isEmpty();
        there.add(new Notice(Kind.OVERDUE, 3, now, null, null));
        mail.round();
        assertThat(sent())
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.text()).contains("Overdue tickets: 3").doesNotContain("connection"));
    }

    @Test
    void whatIsToldOnceIsNotToldAgainUntilItComesBack() {
        confirmed(choice(Pace.SOON, Report.NEVER, "connection"));
        there.add(broken("shop"));
        mail.round();
        assertThat(sent()).hasSize(1);
        pass(Duration.ofDays(1));
        mail.round();
        assertThat(sent()).isEmpty();
        there.clear();
        mail.round();
        there.add(broken("shop"));
        mail.round();
        assertThat(sent()).hasSize(1);
    }

    @Test
    void moreOfTheSameIsNews() {
        confirmed(choice(Pace.SOON, Report.NEVER, "overdue"));
        there.add(new Notice(Kind.OVERDUE, 3, now, null, null));
        mail.round();
        assertThat(sent()).hasSize(1);
        there.set(0, new Notice(Kind.OVERDUE, 4, now, null, null));
        pass(Duration.ofMinutes(15));
        mail.round();
        assertThat(sent())
                .singleElement()
                .satisfies(letter -> assertThat(letter.text()).contains("Overdue tickets: 4"));
    }

    @Test
    void nobodyIsFlooded() {
        confirmed(choice(Pace.HOURLY, Report.NEVER, "connection"));
        int letters = 0;
        for (int minute = 0; minute < 180; minute++) {
            there.clear();
            there.add(broken("shop-" + minute));
            mail.round();
            letters += sent().size();
            pass(Duration.ofMinutes(1));
        }
        assertThat(letters).isEqualTo(3);
    }

    @Test
    void whatCameUpInThePauseComesTogether() {
        confirmed(choice(Pace.HOURLY, Report.NEVER, "connection"));
        there.add(broken("one"));
        mail.round();
        sent();
        there.add(broken("two"));
        there.add(broken("three"));
        mail.round();
        assertThat(sent()).isEmpty();
        pass(Duration.ofHours(1));
        mail.round();
        assertThat(sent())
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.text()).contains("“two”", "“three”").doesNotContain("“one”"));
    }

    @Test
    void aShopperWhoHasJustBegunToWaitIsTheDesksFirst() {
        confirmed(choice(Pace.SOON, Report.NEVER, "waiting"));
        there.add(new Notice(Kind.WAITING, 1, now, null, null));
        mail.round();
        assertThat(sent()).isEmpty();
        pass(Duration.ofMinutes(3));
        mail.round();
        assertThat(sent()).hasSize(1);
    }

    @Test
    void whoIsLockedOrDeletedIsToldNothing() {
        confirmed(choice(Pace.SOON, Report.NEVER, "connection"));
        there.add(broken("shop"));
        people.change(new Account("mei", "mei", "Mei", Role.AGENT, "demo", true, now));
        mail.round();
        assertThat(sent()).isEmpty();
        people.delete("mei");
        mail.round();
        assertThat(sent()).isEmpty();
        assertThat(choices.of("mei")).isEmpty();
    }

    @Test
    void aWeeksNumbersComeOnceOnMondayMorningWithATable() {
        confirmed(choice(Pace.SOON, Report.WEEKLY));
        mail.round();
        assertThat(sent()).as("the first one when the week is over").isEmpty();
        now = Instant.parse("2026-11-30T05:59:00Z");
        mail.round();
        assertThat(sent()).as("before seven in Berlin").isEmpty();
        pass(Duration.ofMinutes(1));
        mail.round();
        mail.round();
        assertThat(sent()).singleElement().satisfies(letter -> {
            assertThat(letter.purpose()).isEqualTo(Purpose.REPORT);
            assertThat(letter.subject()).isEqualTo("Numbers from November 23, 2026 to November 29, 2026");
            assertThat(letter.text()).contains("Contacts: 0", "Solved by the bot alone: – of 0");
            assertThat(letter.attachments()).singleElement().satisfies(table -> {
                assertThat(table.name()).isEqualTo("numbers-2026-11-23-2026-11-29.csv");
                assertThat(table.content()).startsWith("part,name,number,value,count,of\r\nall,,fcr,,0,0\r\n");
            });
        });
        pass(Duration.ofDays(3));
        mail.round();
        assertThat(sent()).isEmpty();
    }

    @Test
    void aMonthsNumbersComeOnTheFirst() {
        confirmed(choice(Pace.SOON, Report.MONTHLY));
        mail.round();
        now = Instant.parse("2026-12-01T06:00:00Z");
        mail.round();
        assertThat(sent())
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.subject()).isEqualTo("Numbers from November 1, 2026 to November 30, 2026"));
    }

    @Test
    void itIsSaidInTheLanguageOfThePerson() {
        confirmed(new Choice("mei", "mei@shop.example", "ar", List.of("connection"), Pace.SOON, Report.NEVER, BERLIN));
        there.add(broken("shop"));
        mail.round();
        assertThat(sent().get(0).text()).contains("لا يعمل");
    }

    private static Choice choice(Pace pace, Report report, String... kinds) {
        return new Choice("mei", "mei@shop.example", "en", List.of(kinds), pace, report, BERLIN);
    }

    private void confirmed(Choice choice) {
        choices.keep(choice);
        assertThat(choices.confirm("mei", code(sent().get(0)))).isTrue();
    }

    private static Notice broken(String connection) {
        return new Notice(Kind.CONNECTION, 1, null, connection, "the key is wrong");
    }

    private static String code(Mail letter) {
        Matcher digits = Pattern.compile("\\d{6}").matcher(letter.text());
        assertThat(digits.find()).isTrue();
        return digits.group();
    }

    /** Takes what waits out of the outbox. */
    private List<Mail> sent() {
        List<Waiting> waiting = mails.due(now, 100);
        waiting.forEach(one -> mails.recordEnd(one.id(), MailState.SENT, "", now));
        return waiting.stream().map(Waiting::mail).toList();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
