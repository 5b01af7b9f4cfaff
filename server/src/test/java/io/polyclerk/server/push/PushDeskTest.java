package io.polyclerk.server.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.load.PushSimulator;
import io.polyclerk.load.PushSimulator.Received;
import io.polyclerk.server.access.Access;
import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.notices.Notice;
import io.polyclerk.server.notices.Notice.Kind;
import io.polyclerk.server.notices.NoticeLetters;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.accounts.SqlAccountStore;
import io.polyclerk.server.persistence.accounts.SqlTokenStore;
import io.polyclerk.server.persistence.notices.PushOutlet;
import io.polyclerk.server.persistence.notices.PushOutlet.Browser;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told, from a real database to a push service that decrypts by itself. */
class PushDeskTest {

    private static final List<String> ALL =
            Stream.of(Kind.values()).map(Kind::wireName).toList();

    @TempDir
    private Path folder;

    private final List<Notice> there = new ArrayList<>();
    private Duration later = Duration.ZERO;
    private PushSimulator service;
    private Database database;
    private DataFolder data;
    private SecretBox secrets;
    private SqlAccountStore people;
    private Access access;
    private PushDesk desk;

    @BeforeEach
    void open() throws IOException {
        service = new PushSimulator();
        database = Database.embedded(folder.resolve("database"), false);
        data = DataFolder.open(folder.resolve("data"));
        secrets = SecretBox.in(data);
        people = new SqlAccountStore(database);
        access = new Access("admin-token", new SqlTokenStore(database), people, Clock.systemUTC());
        desk = desk(service.origin());
    }

    @AfterEach
    void close() {
        desk.close();
        database.close();
        data.close();
        service.close();
    }

    private PushDesk desk(String allowed) {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return Instant.now().plus(later);
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        return new PushDesk(
                new PushOutlet(database, secrets),
                new PushDesk.Way(
                        PushKeys.in(data), URI.create("https://bot.shop.example"), new PushServices(List.of(allowed))),
                access,
                new PushDesk.Source(
                        merchant -> there.stream()
                                .filter(one -> merchant == null || merchant.equals("demo"))
                                .toList(),
                        merchant -> Optional.of("3f1c")),
                new NoticeLetters(
                        new Phrasebook(
                                new LanguagePacks(new PackReader(getClass().getClassLoader()).readAll())),
                        "https://bot.shop.example"),
                (name, label) -> {},
                clock);
    }

    private static Browser known(PushSimulator.Browser browser) {
        return new Browser(browser.endpoint(), browser.p256dh(), browser.auth());
    }

    private PushSimulator.Browser told(String owner, String language) {
        PushSimulator.Browser browser = service.browser();
        assertThat(desk.isUsable(known(browser))).isTrue();
        desk.keep(owner, known(browser), language, ALL);
        return browser;
    }

    private static Notice waiting(int count) {
        return new Notice(Kind.WAITING, count, Instant.now(), null, null);
    }

    @Test
    void whoHasNoAccountIsToldInTheirLanguageAndLedToTheConversation() {
        String token = access.issue("Night shift", Role.AGENT, "demo").token().id();
        PushSimulator.Browser browser = told(token, "de");
        desk.round();
        assertThat(service.received(browser)).isEmpty();
        there.add(waiting(1));
        there.add(new Notice(Kind.CONNECTION, 1, null, "tg1", "Mei Lin +49 151 555 is not reachable"));
        assertThat(desk.round()).isEqualTo(2);
        assertThat(service.faults()).isEmpty();
        List<Received> received = service.received(browser);
        assertThat(received).extracting(Received::topic).containsExactly("waiting", "connection");
        assertThat(received.get(0).words()).contains("Kunden", "#/conversations/3f1c");
        assertThat(received.get(0).seconds()).isBetween(1_700, 1_800);
        assertThat(received.get(1).words())
                .contains("tg1", "#/connections")
                .as("reasons may hold anything")
                .doesNotContain("Mei Lin");
    }

    @Test
    void whatWasSoBeforeIsNoNews() {
        there.add(waiting(2));
        PushSimulator.Browser browser = told("admin", "en");
        desk.round();
        assertThat(service.received(browser)).isEmpty();
        there.set(0, waiting(3));
        desk.round();
        assertThat(service.received(browser)).hasSize(1);
    }

    @Test
    void whatIsStillSoIsToldOnceAndAgainWhenItComesBackOrGrows() {
        PushSimulator.Browser browser = told("admin", "en");
        there.add(waiting(1));
        desk.round();
        desk.round();
        assertThat(service.received(browser)).hasSize(1);
        there.set(0, waiting(2));
        desk.round();
        assertThat(service.received(browser)).hasSize(2);
        assertThat(service.received(browser).get(1).words()).contains("holder=waiting_for_agent");
        there.clear();
        desk.round();
        there.add(waiting(1));
        desk.round();
        assertThat(service.received(browser)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void aBrowserThatIsGoneIsForgotten(int status) {
        told("admin", "en");
        there.add(waiting(1));
        service.answerWith(status);
        desk.round();
        assertThat(desk.of("admin")).isEmpty();
    }

    @Test
    void aServiceThatIsAwayIsTriedAgainUntilItIsTooLate() {
        PushSimulator.Browser browser = told("admin", "en");
        there.add(waiting(1));
        service.answerWith(503);
        desk.round();
        service.answerWith(201);
        later = Duration.ofMinutes(1);
        desk.round();
        assertThat(service.received(browser)).hasSize(1);
        there.set(0, waiting(2));
        service.answerWith(429);
        desk.round();
        service.answerWith(201);
        later = Duration.ofHours(2);
        desk.round();
        assertThat(service.received(browser))
                .as("who waited two hours ago is no news")
                .hasSize(1);
    }

    @Test
    void aServiceLeadsNobodyElsewhere() {
        told("admin", "en");
        there.add(waiting(1));
        service.answerWith(307);
        desk.round();
        assertThat(service.strayed()).isZero();
        assertThat(desk.of("admin")).hasSize(1);
    }

    @Test
    void aNewTryAfterACrashBringsTheSameTopicAgain() {
        PushSimulator.Browser browser = told("admin", "en");
        there.add(waiting(1));
        service.answerWith(500);
        desk.round();
        // What was begun and never ended.
        service.answerWith(201);
        later = Duration.ofMinutes(3);
        PushDesk afterwards = desk(service.origin());
        afterwards.round();
        afterwards.close();
        assertThat(service.received(browser)).extracting(Received::topic).containsExactly("waiting");
    }

    @Test
    void whoHasNoRightsAnyMoreIsToldNothing() {
        String token = access.issue("Night shift", Role.AGENT, "demo").token().id();
        Account mei = new Account("person-1", "mei", "Mei", Role.AGENT, "other", false, Instant.now());
        people.add(mei, "hash");
        PushSimulator.Browser of = told(token, "en");
        PushSimulator.Browser other = told("person-1", "en");
        there.add(waiting(1));
        access.revoke(token);
        desk.round();
        assertThat(service.received(of)).isEmpty();
        assertThat(service.received(other)).as("of another merchant").isEmpty();
        assertThat(desk.of(token)).isEmpty();
        people.change(new Account("person-1", "mei", "Mei", Role.AGENT, "demo", true, Instant.now()));
        desk.round();
        assertThat(desk.of("person-1")).isEmpty();
    }

    @Test
    void aBrowserBelongsToWhoSatThereLastAndNobodyHasMoreThanTen() {
        PushSimulator.Browser browser = service.browser();
        desk.keep("admin", known(browser), "en", ALL);
        String id = desk.keep("person-2", known(browser), "en", List.of("overdue"));
        assertThat(desk.of("admin")).isEmpty();
        assertThat(desk.remove("admin", id)).isFalse();
        assertThat(desk.tryOut("admin", id)).isFalse();
        assertThat(desk.remove("person-2", id)).isTrue();
        for (int i = 0; i < 12; i++) {
            told("admin", "en");
        }
        assertThat(desk.of("admin")).hasSize(10);
    }

    @Test
    void aTrialIsSentAndTheKeysStayTheSame() {
        PushSimulator.Browser browser = service.browser();
        String id = desk.keep("admin", known(browser), "zh", List.of());
        assertThat(desk.tryOut("admin", id)).isTrue();
        desk.round();
        assertThat(service.received(browser).get(0).words()).contains("此浏览器");
        assertThat(PushKeys.in(data).publicKey()).isEqualTo(desk.publicKey());
    }

    @Test
    void nothingOfABrowserIsKeptAsItIs() throws IOException {
        PushSimulator.Browser browser = told("admin", "en");
        there.add(waiting(1));
        service.answerWith(503);
        desk.round();
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(content)
                        .as(file.toString())
                        .doesNotContain(
                                browser.endpoint().substring(browser.endpoint().length() - 36))
                        .doesNotContain(browser.auth());
            }
        }
        database = Database.embedded(folder.resolve("database"), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9080/api/v1/mail/test",
                "http://169.254.169.254/latest/meta-data",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://localhost/x",
                "https://push.services.mozilla.com/x",
                "https://fcm.googleapis.com.evil.example/x",
                "https://evilfcm.googleapis.com/x",
                "https://fcm.googleapis.com:8443/x",
                "https://user@fcm.googleapis.com/x",
                "https://fcm.googleapis.com@evil.example/x",
                "https://fcm.googleapis.com\\@evil.example/x",
                "ftp://fcm.googleapis.com/x",
                "file:///etc/passwd",
                "fcm.googleapis.com",
                ""
            })
    void onlyPushServicesAreCalled(String endpoint) {
        PushServices services = new PushServices(List.of("fcm.googleapis.com", "*.push.services.mozilla.com"));
        assertThat(services.allowed(endpoint)).isEmpty();
        assertThat(services.allowed("https://fcm.googleapis.com/fcm/send/x")).isPresent();
        assertThat(services.allowed("https://updates.push.services.mozilla.com/wpush/v2/x"))
                .isPresent();
    }

    @Test
    void keysThatAreNoneAreNotTaken() {
        PushSimulator.Browser good = service.browser();
        for (String key :
                List.of("", "AAAA", "!!", good.auth(), "BAAA" + good.p256dh().substring(4))) {
            assertThat(desk.isUsable(new Browser(good.endpoint(), key, good.auth())))
                    .as(key)
                    .isFalse();
        }
        assertThat(desk.isUsable(new Browser(good.endpoint(), good.p256dh(), "AAAA")))
                .isFalse();
    }
}
