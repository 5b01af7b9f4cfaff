package io.polyclerk.spi;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** The credential of one connection that was installed, the same for all nodes. Thread-safe. */
@Incubating
public interface CredentialVault {

    /** For connections whose settings hold all that is needed. */
    CredentialVault NONE = new CredentialVault() {
        @Override
        public Optional<Credential> current() {
            return Optional.empty();
        }

        @Override
        public Credential renew(Credential known, UnaryOperator<Credential> renewal) {
            throw new AdapterException.CredentialsRejected("this connection has no credential that could be renewed");
        }
    };

    /** The newest one that is kept; empty when this connection was not installed or has been uninstalled. */
    Optional<Credential> current();

    /**
     * Renews a credential, once over all threads and nodes, and keeps the new one before it returns. Whoever comes second gets what the
     * first one made.
     *
     * @param known the one that is no longer good
     * @param renewal calls the platform; may throw {@link AdapterException}, then the old one stays
     * @throws AdapterException.Unavailable when another node is at it and does not finish in time
     */
    Credential renew(Credential known, UnaryOperator<Credential> renewal);

    /**
     * Renews a credential by {@link Installation#refresh}, for adapters whose app alone holds the secrets for it. Otherwise like
     * {@link #renew(Credential, UnaryOperator)}.
     */
    default Credential renew(Credential known) {
        throw new AdapterException.CredentialsRejected("this connection has no credential that could be renewed");
    }
}
