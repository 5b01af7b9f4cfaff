package io.polyclerk.server.access;

import java.time.Instant;
import java.util.Optional;

/** Whose account somebody has who is known by an OpenID Connect provider. Thread-safe. */
public interface IdentityStore {

    /** The account of somebody, and whether a rule made it. */
    record Linked(Account account, boolean byRule) {}

    /** @param subject who it is there, for ever */
    Optional<Linked> find(String provider, String subject);

    /** @return whether it is theirs now; not when either has another already */
    boolean link(String provider, String subject, String account, boolean byRule, Instant at);
}
