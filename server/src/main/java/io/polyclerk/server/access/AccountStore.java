package io.polyclerk.server.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where accounts and their sessions are kept: passwords and sessions as hashes. Thread-safe. */
public interface AccountStore {

    /** @return whether it was added; not when the login is taken */
    boolean add(Account account, String passwordHash);

    Optional<Account> find(String id);

    Optional<WithHash> findByLogin(String login);

    List<Account> all();

    /** Replaces name, role, merchant and lock. @return whether there was one */
    boolean change(Account account);

    boolean changePassword(String id, String passwordHash);

    /** Deletes an account with its sessions. @return whether there was one */
    boolean delete(String id);

    /** @param provider where the person signed in; null for a password */
    void addSession(String hash, String account, @Nullable String provider, Instant at);

    /** The account of a session that nobody has locked, and when the session began and was last used. */
    Optional<Open> findSession(String hash);

    /** Sessions that were used after a moment, the last used first; those of locked accounts are none. */
    List<Open> sessions(Instant usedAfter);

    void touchSession(String hash, Instant at);

    void endSession(String hash);

    /** Ends the sessions of an account. @param except hash of one that stays; empty for none */
    void endSessions(String account, String except);

    /** Forgets sessions that were last used before a moment. */
    void forgetSessions(Instant before);

    /** An account and what its password is compared with. */
    record WithHash(Account account, String passwordHash) {
        @Override
        public String toString() {
            return "WithHash[" + account.id() + "]";
        }
    }

    /** A session. @param provider where the person signed in; null for a password */
    record Open(
            Account account,
            Instant since,
            Instant usedAt,
            @Nullable String provider) {}
}
