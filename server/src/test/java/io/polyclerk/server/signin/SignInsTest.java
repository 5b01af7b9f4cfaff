package io.polyclerk.server.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.load.OpenIdSimulator;
import io.polyclerk.load.OpenIdSimulator.Lie;
import io.polyclerk.load.OpenIdSimulator.Person;
import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.access.Passwords;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.accounts.SqlAccountStore;
import io.polyclerk.server.persistence.accounts.SqlIdentityStore;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.signin.SignInRefusedException.Reason;
import io.polyclerk.server.signin.SignIns.Arrived;
import io.polyclerk.server.signin.SignIns.Begun;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with an account of a provider that holds everybody to the letter, and that lies. */
class SignInsTest {

    private static final Passwords PASSWORDS = new Passwords();
    private static final URI BACK = URI.create("http://localhost:9080/signin/team/back");
    private static final String RULES = """
                rules:
                  - {group: leads, role: manager, merchant: demo}
                  - {email: Boss@shop.example, role: admin}
                  - {domain: shop.example, role: agent, merchant: demo}
            """;

    @TempDir
    private Path folder;

    private final HttpClient browser = HttpClient.newHttpClient();
    private OpenIdSimulator provider;
    private Database database;
    private DataFolder data;
    private SecretBox secrets;
    private Accounts accounts;
    private Clock clock = Clock.systemUTC();
    private SignIns signIns;

    @BeforeEach
    void open() throws IOException {
        provider = new OpenIdSimulator("polyclerk", "s e/c:ret");
        database = Database.embedded(folder.resolve("database"), false);
        data = DataFolder.open(folder.resolve("data"));
        secrets = SecretBox.in(data);
        accounts = new Accounts(
                new SqlAccountStore(database), PASSWORDS, Duration.ofHours(12), login -> true, address -> true, clock);
        signIns = signIns(RULES);
    }

    @AfterEach
    void close() {
        database.close();
        data.close();
        provider.close();
    }

    private SignIns signIns(String rules) throws IOException {
        Path file = Files.writeString(folder.resolve("providers.yaml"), """
                providers:
                  - id: work
                    name: Work
                    issuer: %s
                    clientId: polyclerk
                    clientSecret: ${SECRET}
                %s""".formatted(provider.issuer(), rules));
        return new SignIns(
                new ProvidersFile(name -> "s e/c:ret").read(file),
                accounts,
                new SqlIdentityStore(database),
                new AuditLog(database),
                secrets,
                clock);
    }

    private Begun begin() {
        return signIns.begin("work", "/tickets", BACK).orElseThrow();
    }

    /** Goes where the browser is sent, and says what it comes back with. */
    private Map<String, List<String>> answer(Begun begun) throws IOException, InterruptedException {
        HttpResponse<String> sent =
                browser.send(HttpRequest.newBuilder(begun.address()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(302);
        String location = sent.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(BACK.toString());
        return OpenIdSimulator.answerIn(URI.create(location));
    }

    private Arrived arrive() throws IOException, InterruptedException {
        Begun begun = begin();
        return signIns.finish("work", answer(begun), begun.sealed(), BACK).orElseThrow();
    }

    private Account account() throws IOException, InterruptedException {
        return arrive().done().account();
    }

    private void assertRefused(Reason reason) {
        assertThatThrownBy(this::arrive)
                .isInstanceOfSatisfying(
                        SignInRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsInvitedByTheirAddressComesInWithTheirRole(boolean inToken) throws Exception {
        provider.tellsInToken(inToken);
        String id = accounts.make("Mei@shop.example", "Mei", Role.ANALYST, "other")
                .orElseThrow()
                .account()
                .id();
        Arrived arrived = arrive();
        assertThat(arrived.to()).isEqualTo("/tickets");
        Accounts.Session session = accounts.sessionOf(arrived.done().secret()).orElseThrow();
        assertThat(session.account().id()).isEqualTo(id);
        assertThat(session.account().role()).as("no rule changes it").isEqualTo(Role.ANALYST);
        assertThat(session.provider()).isEqualTo("work");
        provider.person(new Person("s-1", "mei.new@elsewhere.example", true, "Mei", List.of()));
        assertThat(account().id()).as("the subject counts from then on").isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "ann@shop.example, '', AGENT, demo",
        "BOSS@Shop.Example, '', ADMIN, ",
        "boss@shop.example, leads, MANAGER, demo",
        "lee@elsewhere.example, leads, MANAGER, demo"
    })
    void theFirstRuleThatFitsDecides(String email, String group, Role role, String merchant) throws Exception {
        provider.person(new Person("s-9", email, true, "Lee", group.isEmpty() ? List.of() : List.of("all", group)));
        Account account = account();
        assertThat(account.role()).isEqualTo(role);
        assertThat(account.merchant()).isEqualTo(merchant);
        assertThat(account.name()).isEqualTo("Lee");
        assertThat(account().id()).as("the second time").isEqualTo(account.id());
    }

    @ParameterizedTest
    @CsvSource({
        "ann@elsewhere.example, true, UNKNOWN",
        "ann@shop.example.evil.example, true, UNKNOWN",
        "ann@shop.example, false, UNVERIFIED",
        "ann@shop.example, , UNVERIFIED",
        "'ann@evil.example,@shop.example ', true, UNVERIFIED",
        ", true, UNKNOWN"
    })
    void whomNoRuleFitsIsRefused(String email, Boolean verified, Reason reason) {
        provider.person(new Person("s-2", email, verified, "Ann", List.of("others")));
        assertRefused(reason);
        assertThat(accounts.all()).isEmpty();
    }

    @Test
    void anInvitationIsNotTakenByAnAddressThatNobodyVouchesFor() {
        accounts.make("mei@shop.example", "Mei", Role.ADMIN, null);
        provider.person(new Person("s-7", "mei@shop.example", null, "Mei", List.of()));
        assertRefused(Reason.UNVERIFIED);
    }

    @Test
    void anAddressThatWasGivenToSomebodyElseOpensNoAccount() throws Exception {
        accounts.make("mei@shop.example", "Mei", Role.ADMIN, null);
        account();
        provider.person(new Person("s-2", "mei@shop.example", true, "Another Mei", List.of()));
        assertRefused(Reason.UNKNOWN);
    }

    @Test
    void whoLeavesAGroupLosesTheRoleAndAtLastEverything() throws Exception {
        provider.person(new Person("s-3", "lee@shop.example", true, "Lee", List.of("leads")));
        Arrived arrived = arrive();
        assertThat(arrived.done().account().role()).isEqualTo(Role.MANAGER);
        provider.person(new Person("s-3", "lee@shop.example", true, "Lee", List.of()));
        assertThat(account().role()).isEqualTo(Role.AGENT);
        assertThat(accounts.sessionOf(arrived.done().secret()))
                .as("the session with the old role")
                .isEmpty();
        String last = arrive().done().secret();
        provider.person(new Person("s-3", "lee@elsewhere.example", true, "Lee", List.of()));
        assertRefused(Reason.UNKNOWN);
        assertThat(accounts.sessionOf(last)).isEmpty();
    }

    @Test
    void whoIsLockedStaysOut() throws Exception {
        Account one = account();
        accounts.change(
                new Account(one.id(), one.login(), one.name(), one.role(), one.merchant(), true, one.createdAt()));
        assertRefused(Reason.LOCKED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Lie.class,
            names = {
                "WRONG_NONCE",
                "WRONG_AUDIENCE",
                "SEVERAL_AUDIENCES",
                "WRONG_ISSUER",
                "EXPIRED",
                "FROM_THE_FUTURE",
                "UNSIGNED",
                "SIGNED_WITH_THE_SECRET",
                "UNKNOWN_KEY",
                "CHANGED_AFTER_SIGNING",
                "OTHER_ISSUER_IN_ADDRESS",
                "NO_ISSUER_IN_ADDRESS"
            })
    void whatIsNotTheProvidersForUsAndNowIsNotBelieved(Lie lie) {
        provider.lie(lie);
        assertRefused(Reason.NOT_GENUINE);
        assertThat(accounts.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OTHER_STATE, STATE", "DENIED, CANCELLED", "BROKEN, PROVIDER", "NOT_JSON, PROVIDER"})
    void whatElseGoesWrongIsTold(Lie lie, Reason reason) {
        provider.lie(lie);
        assertRefused(reason);
    }

    @Test
    void whatIsToldOfAnotherPersonIsNotBelieved() {
        provider.tellsInToken(false);
        provider.lie(Lie.OTHER_PERSON_TOLD);
        assertRefused(Reason.NOT_GENUINE);
    }

    @Test
    void newKeysAreFetchedWhenATokenNamesOne() throws Exception {
        account();
        int before = provider.keysAsked();
        account();
        assertThat(provider.keysAsked()).as("known keys are not asked for").isEqualTo(before);
        provider.rotate(true);
        assertThat(account().login()).isEqualTo("mei@shop.example");
        assertThat(provider.keysAsked()).isEqualTo(before + 1);
    }

    @Test
    void aCodeIsGoodOnceAndOnlyInTheBrowserThatBegan() throws Exception {
        Begun begun = begin();
        Map<String, List<String>> answer = answer(begun);
        Begun other = begin();
        for (String sealed : List.of(other.sealed(), "", "forged", begun.sealed() + "A")) {
            assertThatThrownBy(() -> signIns.finish("work", answer, sealed, BACK))
                    .isInstanceOfSatisfying(
                            SignInRefusedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.STATE));
        }
        assertThat(signIns.finish("work", answer, begun.sealed(), BACK)).isPresent();
        assertThatThrownBy(() -> signIns.finish("work", answer, begun.sealed(), BACK))
                .isInstanceOfSatisfying(
                        SignInRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.PROVIDER));
        Map<String, List<String>> twice = new HashMap<>(answer(other));
        twice.put("code", List.of("one", "two"));
        assertThatThrownBy(() -> signIns.finish("work", twice, other.sealed(), BACK))
                .isInstanceOf(SignInRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "https://evil.example/", "/tickets?x=1", "javascript:alert(1)", "/\\evil", ""})
    void nobodyIsLedElsewhere(String to) throws Exception {
        Begun begun = signIns.begin("work", to, BACK).orElseThrow();
        Arrived arrived =
                signIns.finish("work", answer(begun), begun.sealed(), BACK).orElseThrow();
        assertThat(arrived.to()).isIn("/start", "//evil.example");
        assertThat("/console/#" + arrived.to()).startsWith("/console/#/");
    }

    @Test
    void oneSignsOutAtTheProviderWithoutTellingItWho() {
        URI leave = signIns.leave("work", URI.create("http://localhost:9080/console/"))
                .orElseThrow();
        assertThat(leave.toString())
                .startsWith(provider.issuer() + "/logout?")
                .contains("client_id=polyclerk", "post_logout_redirect_uri=http")
                .doesNotContain("id_token_hint", "mei");
        provider.close();
        assertThat(signIns.leave("unknown", BACK)).isEmpty();
    }

    @Test
    void aProviderThatIsAwayIsTold() {
        provider.close();
        assertRefused(Reason.PROVIDER);
    }

    @Test
    void aFileThatCannotBeMeantIsNotTaken() throws IOException {
        for (String wrong : List.of(
                "rules: [{domain: shop.example}]",
                "rules: [{domain: shop.example, group: x, role: agent}]",
                "rules: [{domain: shop.example, role: king}]",
                "rules: [{role: agent}]",
                "ruels: []")) {
            assertThatThrownBy(() -> signIns("    " + wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        Path plain = Files.writeString(
                folder.resolve("plain.yaml"),
                "providers: [{id: x, issuer: 'http://login.example', clientId: c, clientSecret: hidden-words}]");
        assertThatThrownBy(() -> new ProvidersFile(name -> null).read(plain))
                .hasMessageContaining("https")
                .hasMessageNotContaining("hidden-words");
    }
}
