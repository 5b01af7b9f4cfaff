package io.polyclerk.server.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.access.Accounts.SignIn;
import io.polyclerk.server.access.Passwords;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in with a password, on every database. */
abstract class AccountContract {

    private static final Passwords PASSWORDS = new Passwords();
    private static final Duration IDLE = Duration.ofHours(12);
    private static final int MOST = 5;

    private final HandClock clock = new HandClock(Instant.parse("2026-11-26T10:00:00.123456789Z"));
    private final Map<String, Integer> tried = new HashMap<>();
    private Database database;
    private Accounts accounts;

    abstract Database open() throws Exception;

    @BeforeEach
    void openAccounts() throws Exception {
        database = open();
        database.write(session -> session.update("delete from account"));
        accounts = accounts();
    }

    private Accounts accounts() {
        return new Accounts(
                new SqlAccountStore(database),
                PASSWORDS,
                IDLE,
                login -> tried.merge(login, 1, Integer::sum) <= MOST,
                address -> true,
                clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Accounts.Made made() {
        return accounts.make("Mei@Shop.example ", "Mei Lin", Role.AGENT, "demo").orElseThrow();
    }

    private String signedIn(String password) {
        return accounts.signIn("mei@shop.example", password, "192.0.2.1") instanceof SignIn.Done done
                ? done.secret()
                : "";
    }

    @Test
    void whoHasTheRightPasswordIsLetInWhateverTheCaseOfTheLogin() {
        String secret = signedIn(made().password());
        Account account = accounts.sessionOf(secret).orElseThrow().account();
        assertThat(account.name()).isEqualTo("Mei Lin");
        assertThat(accounts.sessionOf(secret).orElseThrow().caller().merchant()).isEqualTo("demo");
        assertThat(accounts().sessionOf(secret)).as("on another node").isPresent();
    }

    @Test
    void aWrongPasswordAnUnknownLoginAndALockedAccountAreRefusedAlike() {
        Accounts.Made made = made();
        assertThat(signedIn("wrong")).isEmpty();
        assertThat(accounts.signIn("nobody", "wrong", "192.0.2.1")).isEqualTo(new SignIn.Refused(null));
        String secret = signedIn(made.password());
        Account account = made.account();
        accounts.change(new Account(
                account.id(), account.login(), account.name(), account.role(), "demo", true, account.createdAt()));
        assertThat(accounts.sessionOf(secret)).as("a session of before").isEmpty();
        assertThat(signedIn(made.password())).isEmpty();
    }

    @Test
    void whoTriesTooOftenIsNotEvenTold() {
        String password = made().password();
        for (int i = 0; i < MOST; i++) {
            assertThat(signedIn("wrong " + i)).isEmpty();
        }
        assertThat(accounts.signIn("mei@shop.example", password, "198.51.100.7"))
                .as("from elsewhere too")
                .isInstanceOf(SignIn.TooOften.class);
    }

    @Test
    void aSessionEndsWhenItIsNotUsedAndAtLastInAnyCase() {
        String password = made().password();
        String unused = signedIn(password);
        clock.pass(IDLE.minusMinutes(1));
        assertThat(accounts.sessionOf(unused)).isPresent();
        clock.pass(IDLE.plusMinutes(1));
        assertThat(accounts.sessionOf(unused)).isEmpty();
        String used = signedIn(password);
        for (int day = 0; day < 60; day++) {
            assertThat(accounts.sessionOf(used)).as("after %s half days", day).isPresent();
            clock.pass(IDLE.minusMinutes(1));
        }
        clock.pass(Duration.ofHours(2));
        assertThat(accounts.sessionOf(used)).isEmpty();
    }

    @Test
    void signingOutEndsOneSessionOrAll() {
        String password = made().password();
        String desk = signedIn(password);
        String phone = signedIn(password);
        String third = signedIn(password);
        accounts.signOut(desk);
        assertThat(accounts.sessionOf(desk)).isEmpty();
        assertThat(accounts.sessionOf(phone)).isPresent();
        accounts.signOutEverywhere(accounts.all().get(0).id());
        assertThat(accounts.sessionOf(phone)).isEmpty();
        assertThat(accounts.sessionOf(third)).isEmpty();
    }

    @Test
    void aChangedPasswordEndsAllOtherSessions() {
        Accounts.Made made = made();
        String here = signedIn(made.password());
        String elsewhere = signedIn(made.password());
        assertThat(accounts.changePassword(made.account(), "wrong", "four words in a row", here))
                .isFalse();
        assertThat(accounts.sessionOf(elsewhere)).isPresent();
        assertThat(accounts.changePassword(made.account(), made.password(), "four words in a row", here))
                .isTrue();
        assertThat(accounts.sessionOf(here)).isPresent();
        assertThat(accounts.sessionOf(elsewhere)).isEmpty();
        tried.clear();
        assertThat(signedIn(made.password())).isEmpty();
        assertThat(signedIn("four words in a row")).isNotEmpty();
    }

    @Test
    void aLoginIsTakenOnceAndNeitherPasswordsNorSessionsAreKeptAsTheyAre() {
        String password = made().password();
        assertThat(accounts.make("MEI@shop.example", "Other", Role.ADMIN, null)).isEmpty();
        String secret = signedIn(password);
        String kept = database.read(session -> session.all("select password from account", row -> row.getString(1))
                        .toString()
                + session.all("select hash from account_session", row -> row.getString(1)));
        assertThat(kept).contains("$argon2id$").doesNotContain(password, secret);
    }

    @Test
    void somebodyOfAProviderHasOneAccountAndAnAccountOneOfThem() {
        String mei = made().account().id();
        String lee = accounts.make("lee", "Lee", Role.AGENT, "demo")
                .orElseThrow()
                .account()
                .id();
        SqlIdentityStore identities = new SqlIdentityStore(database);
        assertThat(identities.link("work", "s-1", mei, true, clock.instant())).isTrue();
        assertThat(identities.link("work", "s-1", lee, false, clock.instant()))
                .as("has an account")
                .isFalse();
        assertThat(identities.link("work", "s-2", mei, false, clock.instant()))
                .as("the account is another's")
                .isFalse();
        assertThat(identities.link("home", "s-1", mei, false, clock.instant()))
                .as("at another provider")
                .isTrue();
        assertThat(identities.find("work", "s-1").orElseThrow().byRule()).isTrue();
        assertThat(identities.find("work", "s-1").orElseThrow().account().id()).isEqualTo(mei);
        accounts.delete(mei);
        assertThat(identities.find("work", "s-1")).isEmpty();
    }

    @Test
    void aSessionThatAProviderVouchedForEndsAfterADay() {
        Account mei = made().account();
        String secret = accounts.open(mei, "work").secret();
        for (int hour = 0; hour < 24; hour++) {
            assertThat(accounts.sessionOf(secret).orElseThrow().provider()).isEqualTo("work");
            clock.pass(Duration.ofHours(1));
        }
        // The database keeps microseconds.
        clock.pass(Duration.ofSeconds(1));
        assertThat(accounts.sessionOf(secret)).isEmpty();
    }

    @Test
    void aDeletedAccountTakesItsSessionsAlong() {
        Accounts.Made made = made();
        String secret = signedIn(made.password());
        accounts.delete(made.account().id());
        assertThat(accounts.sessionOf(secret)).isEmpty();
        assertThat(accounts.areAny()).isFalse();
    }
}
