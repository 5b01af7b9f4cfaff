package io.polyclerk.server.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** People who sign in, and the sessions they then have. Thread-safe. */
public final class Accounts {

    /** However much it is used, a session ends after this. */
    private static final Duration LONGEST = Duration.ofDays(30);

    /** Whom a provider no longer knows is out after this; nobody tells us earlier. */
    private static final Duration LONGEST_OF_PROVIDER = Duration.ofDays(1);

    private static final Duration TOUCHED_EVERY = Duration.ofMinutes(1);

    private final AccountStore store;
    private final Passwords passwords;
    private final Duration idle;
    private final Predicate<String> ofLogin;
    private final Predicate<String> ofAddress;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param idle how long a session lasts without being used
     * @param ofLogin takes one attempt from a login's allowance, and says whether there was one left
     * @param ofAddress the same for where attempts come from
     */
    public Accounts(
            AccountStore store,
            Passwords passwords,
            Duration idle,
            Predicate<String> ofLogin,
            Predicate<String> ofAddress,
            Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.idle = idle;
        this.ofLogin = ofLogin;
        this.ofAddress = ofAddress;
        this.clock = clock;
    }

    /** What became of an attempt to sign in. */
    public sealed interface SignIn {
        /** @param secret for the cookie; nobody else gets it */
        record Done(Account account, String secret) implements SignIn {
            @Override
            public String toString() {
                return "Done[" + account.id() + "]";
            }
        }

        /** Wrong login or password; which of them is not said. @param account whose password it was not, if it is one's */
        record Refused(@Nullable Account account) implements SignIn {}

        /** Tried too often. */
        record TooOften() implements SignIn {}
    }

    /**
     * A person who is signed in.
     *
     * @param guard a page must send it along with what changes something
     * @param provider where the person signed in; null for a password
     */
    public record Session(
            Account account,
            String guard,
            Instant endsAt,
            @Nullable String provider) {
        public Caller caller() {
            return new Caller(account.id(), account.role(), account.merchant());
        }

        @Override
        public String toString() {
            return "Session[" + account.id() + "]";
        }
    }

    /** A new account and its first password, which is shown this once. */
    public record Made(Account account, String password) {
        @Override
        public String toString() {
            return "Made[" + account.id() + "]";
        }
    }

    public boolean areAny() {
        return !store.all().isEmpty();
    }

    public List<Account> all() {
        return store.all();
    }

    public Optional<Account> find(String id) {
        return store.find(id);
    }

    /** @return empty when the login is taken */
    public Optional<Made> make(String login, String name, Role role, @Nullable String merchant) {
        Account account =
                new Account("person-" + UUID.randomUUID(), normal(login), name, role, merchant, false, clock.instant());
        String password = Access.newSecret(random);
        return store.add(account, passwords.hash(password))
                ? Optional.of(new Made(account, password))
                : Optional.empty();
    }

    /** Changes name, role or lock; who is locked or has another role signs in anew. */
    public void change(Account account) {
        store.change(account);
        store.endSessions(account.id(), "");
    }

    /** Gives an account a new password and ends its sessions. @return the password, which is shown this once */
    public String resetPassword(String id) {
        String password = Access.newSecret(random);
        store.changePassword(id, passwords.hash(password));
        store.endSessions(id, "");
        return password;
    }

    public boolean delete(String id) {
        return store.delete(id);
    }

    /** @param address where the attempt comes from */
    public SignIn signIn(String login, String password, String address) {
        String normal = normal(login);
        if (!ofAddress.test(address) || !ofLogin.test(normal)) {
            return new SignIn.TooOften();
        }
        Optional<AccountStore.WithHash> found = store.findByLogin(normal);
        if (found.isEmpty()) {
            passwords.compareWithNobodys(password);
            return new SignIn.Refused(null);
        }
        Account account = found.get().account();
        if (!passwords.fits(password, found.get().passwordHash()) || account.locked()) {
            return new SignIn.Refused(account);
        }
        return open(account, null);
    }

    /** Whether somebody at this address may try once more. */
    public boolean mayTry(String address) {
        return ofAddress.test(address);
    }

    public Optional<Account> findByLogin(String login) {
        return store.findByLogin(normal(login)).map(AccountStore.WithHash::account);
    }

    /** Opens a session for somebody who has shown who they are. @param provider to whom; null for a password */
    public SignIn.Done open(Account account, @Nullable String provider) {
        String secret = Access.newSecret(random);
        Instant now = clock.instant();
        store.forgetSessions(now.minus(idle));
        store.addSession(hash(secret), account.id(), provider, now);
        return new SignIn.Done(account, secret);
    }

    /** The session with this secret, if it has not ended; using it keeps it open. */
    public Optional<Session> sessionOf(String secret) {
        String hash = hash(secret);
        Instant now = clock.instant();
        return store.findSession(hash).flatMap(open -> {
            Instant ends = open.usedAt().plus(idle);
            Instant last = lastOf(open);
            if (!now.isBefore(ends) || !now.isBefore(last)) {
                store.endSession(hash);
                return Optional.empty();
            }
            if (open.usedAt().plus(TOUCHED_EVERY).isBefore(now)) {
                store.touchSession(hash, now);
            }
            return Optional.of(new Session(open.account(), guardOf(secret), now.plus(idle), open.provider()));
        });
    }

    /** Who is signed in, the last seen first. */
    public List<AccountStore.Open> signedIn() {
        Instant now = clock.instant();
        return store.sessions(now.minus(idle)).stream()
                .filter(open -> now.isBefore(lastOf(open)))
                .toList();
    }

    private static Instant lastOf(AccountStore.Open open) {
        return open.since().plus(open.provider() == null ? LONGEST : LONGEST_OF_PROVIDER);
    }

    public void signOut(String secret) {
        store.endSession(hash(secret));
    }

    public void signOutEverywhere(String account) {
        store.endSessions(account, "");
    }

    /** Changes one's own password; all other sessions end. @return whether the old one was right */
    public boolean changePassword(Account account, String old, String wanted, String secret) {
        if (!ofLogin.test(account.login())) {
            return false;
        }
        boolean right = store.findByLogin(account.login())
                .filter(found -> passwords.fits(old, found.passwordHash()))
                .isPresent();
        if (right) {
            store.changePassword(account.id(), passwords.hash(wanted));
            store.endSessions(account.id(), hash(secret));
        }
        return right;
    }

    /** Known only to who can read the session's own answers: another site's page cannot. */
    public static String guardOf(String secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Access.digest("guard " + secret));
    }

    private static String hash(String secret) {
        return HexFormat.of().formatHex(Access.digest(secret));
    }

    private static String normal(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }
}
