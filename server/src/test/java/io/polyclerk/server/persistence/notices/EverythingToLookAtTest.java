package io.polyclerk.server.persistence.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.post.MailState;
import io.polyclerk.core.post.MailStore.Waiting;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.connections.MerchantConnection;
import io.polyclerk.server.mail.MailDesk;
import io.polyclerk.server.metrics.ServiceMetrics;
import io.polyclerk.server.notices.Notice.Kind;
import io.polyclerk.server.notices.NoticeChoices;
import io.polyclerk.server.notices.NoticeLetters;
import io.polyclerk.server.notices.NoticeMail;
import io.polyclerk.server.notices.Notices;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.accounts.SqlAccountStore;
import io.polyclerk.server.persistence.metrics.ServiceHistory;
import io.polyclerk.server.persistence.notices.MailChoices.Choice;
import io.polyclerk.server.persistence.notices.MailChoices.Pace;
import io.polyclerk.server.persistence.notices.MailChoices.Report;
import io.polyclerk.server.persistence.notices.NoticeBoard.Heap;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.message.ConnectionId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of thing that somebody has to look at, from the rows in which it shows to the one e-mail that tells of it. */
class EverythingToLookAtTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Instant EARLIER = NOW.minus(Duration.ofMinutes(30));
    private static final ConnectionId SHOP = new ConnectionId("shop");

    /** What the e-mail says of each. */
    private static final Map<Kind, String> WORDS = new HashMap<>(Map.of(
            Kind.WAITING, "Shoppers who wait for a human: 1",
            Kind.CONNECTION, "The connection “shop” does not work",
            Kind.WEBHOOKS, "The webhooks of “shop” are off",
            Kind.EXPIRING, "The shop of “shop” can be reached until",
            Kind.UNDELIVERED, "Messages that no platform took, in seven days: 1",
            Kind.OVERDUE, "Overdue tickets: 1",
            Kind.BAD_RATING, "Bad ratings in seven days that nobody has looked at: 2",
            Kind.SPENDING, "The daily cap for the model is nearly used up (demo)",
            Kind.CAP, "80 % of the bill’s cap is reached (demo)",
            Kind.EVENTS, "Events that another system did not take: 1"));

    static {
        WORDS.put(Kind.MAIL, "E-mails that no mail server took, in seven days: 1");
    }

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(NOW);
    private DataFolder data;
    private Database database;
    private SqlMailStore mails;
    private NoticeMail mail;
    private NoticeChoices choices;
    private final Map<Kind, Boolean> outside = new HashMap<>();

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
        SqlAccountStore people = new SqlAccountStore(database);
        people.add(new Account("mei", "mei", "Mei", Role.ADMIN, null, false, NOW), "hash");
        choices = new NoticeChoices(
                chosen, letters, secrets, new MailDesk(mails, phrasebook, true, clock), account -> true, clock);
        mail = new NoticeMail(
                chosen, people, notices(), new ServiceMetrics(new ServiceHistory(database)), letters, clock);
    }

    private Notices notices() {
        return new Notices(
                new NoticeBoard(database),
                () -> List.of(connection()),
                new Notices.Sources(
                        id -> is(Kind.EXPIRING)
                                ? Optional.of(
                                        new Credential("t", clock.instant().plus(Duration.ofDays(3)), null, null, ""))
                                : Optional.empty(),
                        id -> is(Kind.WEBHOOKS) ? Optional.of("the shop does not say why") : Optional.empty(),
                        merchant -> is(Kind.BAD_RATING) ? Optional.of(new Heap(2, EARLIER)) : Optional.empty()),
                new Settings(name -> name.equals(Setting.MODEL_URL.variable()) ? "http://localhost:1/v1" : null),
                clock);
    }

    private boolean is(Kind kind) {
        return outside.getOrDefault(kind, false);
    }

    private MerchantConnection connection() {
        MerchantConnection shop = new MerchantConnection(
                SHOP,
                "samplestore",
                "demo",
                Map.of(),
                MerchantConnection.State.ACTIVE,
                null,
                MerchantConnection.Check.NEVER,
                EARLIER);
        return is(Kind.CONNECTION) ? shop.paused("the key is wrong") : shop;
    }

    @AfterEach
    void close() {
        database.close();
        data.close();
    }

    private void comesUp(Kind kind) {
        switch (kind) {
            case CONNECTION, WEBHOOKS, EXPIRING, BAD_RATING -> outside.put(kind, true);
            case WAITING -> conversation(Holder.WAITING_FOR_AGENT);
            case UNDELIVERED -> {
                conversation(Holder.BOT);
                row("""
                        insert into message (conversation_id, connection_id, author, contents, at, pending, state)
                        values ('c', 'shop', 'BOT', '[]', ?, 0, 'DEAD')""", EARLIER);
            }
            case OVERDUE -> {
                conversation(Holder.BOT);
                row("""
                        insert into ticket (conversation_id, merchant, kind, summary, language, urgent, state, created_at, due_at)
                        values ('c', 'demo', 'complaint', 'x', 'en', false, 'OPEN', ?, ?)""", EARLIER, EARLIER);
            }
            case SPENDING ->
                row(
                        "insert into model_spending (merchant, spent_on, spent) values ('demo', ?, 900000)",
                        LocalDate.ofInstant(NOW, ZoneOffset.UTC));
            case CAP -> {
                row("""
                        insert into billing_account (merchant, currency, zone, period_zone, period_from, period_to)
                        values ('demo', 'EUR', 'UTC', 'UTC', ?, ?)""", EARLIER, NOW.plus(Duration.ofDays(20)));
                row(
                        "insert into billing_alert (merchant, period_from, share, at) values ('demo', ?, 80, ?)",
                        EARLIER,
                        NOW);
            }
            case EVENTS -> {
                row("""
                        insert into event_subscription (id, merchant, address, secret, types, created_at)
                        values ('s', 'demo', 'https://erp.example', 'x', '[]', ?)""", EARLIER);
                row("""
                        insert into outgoing_event (event_id, subscription_id, content, due_at, state)
                        values ('e', 's', '{}', ?, 'DEAD')""", EARLIER);
            }
            case MAIL -> row("""
                        insert into outgoing_mail (mail_id, purpose, person, state, due_at, created_at, ended_at)
                        values ('m', 'CODE', 'p', 'DEAD', ?, ?, ?)""", EARLIER, EARLIER, EARLIER);
        }
    }

    private void conversation(Holder holder) {
        row("""
                insert into conversation (id, connection_id, chat_id, merchant, holder, memory, version, created_at, updated_at)
                values ('c', 'shop', 'chat', 'demo', ?, '{}', 1, ?, ?) on conflict do nothing""", holder.name(), EARLIER, EARLIER);
    }

    private void row(String sql, @Nullable Object... parameters) {
        database.write(session -> session.update(sql, parameters));
    }

    /** Somebody who wants to hear of everything, and has shown that the address is theirs. */
    private void listens() {
        List<String> kinds = Arrays.stream(Kind.values()).map(Kind::wireName).toList();
        choices.keep(new Choice("mei", "mei@shop.example", "en", kinds, Pace.SOON, Report.NEVER, ZoneOffset.UTC));
        String code = told().get(0).text().replaceFirst("(?s).*?\\b(\\d{6})\\b.*", "$1");
        assertThat(choices.confirm("mei", code)).isTrue();
    }

    private List<Mail> told() {
        mail.round();
        List<Waiting> waiting = mails.due(clock.instant(), 100);
        waiting.forEach(one -> mails.recordEnd(one.id(), MailState.SENT, "", clock.instant()));
        return waiting.stream().map(Waiting::mail).toList();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachIsToldOnceWhenItComesUp(Kind kind) {
        listens();
        assertThat(told()).as("nothing has happened").isEmpty();
        comesUp(kind);
        assertThat(told()).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("Things to look at: 1");
            assertThat(letter.text()).contains(WORDS.get(kind));
        });
        clock.pass(Duration.ofHours(2));
        assertThat(told()).as("told already").isEmpty();
    }

    @Test
    void allAtOnceAreOneEmail() {
        listens();
        for (Kind kind : Kind.values()) {
            comesUp(kind);
        }
        assertThat(told())
                .singleElement()
                .satisfies(letter -> assertThat(letter.text()).contains(WORDS.values()));
        clock.pass(Duration.ofHours(2));
        assertThat(told()).isEmpty();
    }
}
