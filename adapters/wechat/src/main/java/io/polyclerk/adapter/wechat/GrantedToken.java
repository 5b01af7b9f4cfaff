package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.CredentialVault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The token of an account that has let a third-party platform act for it; the platform's own app renews it. */
final class GrantedToken implements AccessToken {

    /** A call that has begun should not meet the end. */
    private static final Duration BEFORE_THE_END = Duration.ofMinutes(5);

    private final CredentialVault vault;
    private final Clock clock;

    GrantedToken(CredentialVault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    private Credential kept() {
        return vault.current()
                .orElseThrow(() -> new AdapterException.CredentialsRejected(
                        "the account has not agreed, or has taken it back: let it agree again"));
    }

    @Override
    public String current() {
        Credential kept = kept();
        Instant until = kept.until();
        boolean ends = until != null && !until.minus(BEFORE_THE_END).isAfter(clock.instant());
        return (ends ? vault.renew(kept) : kept).token();
    }

    @Override
    public String other(String refused) {
        Credential kept = kept();
        return (kept.token().equals(refused) ? vault.renew(kept) : kept).token();
    }

    @Override
    public String fetch() {
        return vault.renew(kept()).token();
    }
}
