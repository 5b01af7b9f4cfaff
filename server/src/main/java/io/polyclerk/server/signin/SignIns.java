package io.polyclerk.server.signin;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.access.IdentityStore;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.signin.SignInRefusedException.Reason;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets people in who have an account at a provider. Thread-safe. */
public final class SignIns {

    /** As long as somebody may take to sign in at the provider. */
    public static final Duration ATTEMPT_LASTS = Duration.ofMinutes(10);

    private static final System.Logger LOGGER = System.getLogger(SignIns.class.getName());

    /** A page of the console and what it shows; whatever else is asked for leads to the first page. */
    private static final Pattern PAGE = Pattern.compile("/[A-Za-z0-9_/-]{0,200}");

    private final Map<String, OpenIdProvider> providers = new LinkedHashMap<>();
    private final Accounts accounts;
    private final Admission admission;
    private final AuditLog audit;
    private final SecretBox secrets;
    private final Clock clock;

    public SignIns(
            List<SignInProvider> providers,
            Accounts accounts,
            IdentityStore identities,
            AuditLog audit,
            SecretBox secrets,
            Clock clock) {
        providers.forEach(one -> this.providers.put(one.id(), new OpenIdProvider(one, clock)));
        this.accounts = accounts;
        this.admission = new Admission(accounts, identities, audit, clock);
        this.audit = audit;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Somebody who is to be sent to a provider.
     *
     * @param state tells this attempt from others of the same browser
     * @param sealed what the browser brings along when it comes back
     */
    public record Begun(URI address, String state, String sealed) {
        /** Nothing of it is printed. */
        @Override
        public String toString() {
            return "Begun";
        }
    }

    /** Somebody who is let in. @param to page of the console to go on to */
    public record Arrived(Accounts.SignIn.Done done, String to) {}

    /** What people may choose from. */
    public List<SignInProvider> all() {
        return providers.values().stream().map(OpenIdProvider::set).toList();
    }

    /**
     * Begins.
     *
     * @param to page of the console to go on to, such as {@code /tickets}
     * @param back where the provider sends the browser back to
     * @return empty when there is no such provider
     * @throws SignInRefusedException when it cannot be begun
     */
    public Optional<Begun> begin(String provider, @Nullable String to, URI back) {
        OpenIdProvider known = providers.get(provider);
        if (known == null) {
            return Optional.empty();
        }
        Attempt attempt = new Attempt(
                new State().getValue(),
                new Nonce().getValue(),
                new CodeVerifier().getValue(),
                to != null && PAGE.matcher(to).matches() ? to : "/start",
                clock.instant().plus(ATTEMPT_LASTS));
        return Optional.of(new Begun(known.ask(attempt, back), attempt.state(), attempt.sealed(secrets, provider)));
    }

    /**
     * Ends: the browser has come back.
     *
     * @param answer what the provider sent along, by name
     * @param sealed what the browser has kept; null when it has nothing
     * @return empty when there is no such provider
     * @throws SignInRefusedException when nobody is let in
     */
    public Optional<Arrived> finish(
            String provider, Map<String, List<String>> answer, @Nullable String sealed, URI back) {
        OpenIdProvider known = providers.get(provider);
        if (known == null) {
            return Optional.empty();
        }
        Attempt attempt = Attempt.open(secrets, provider, sealed)
                .filter(one -> clock.instant().isBefore(one.until()))
                .orElseThrow(() -> new SignInRefusedException(Reason.STATE, "no attempt of this browser is known"));
        AuthorizationCode code = code(known, attempt, answer, back);
        Account account = admission.admit(known.set(), known.redeem(attempt, code, back));
        Accounts.SignIn.Done done = accounts.open(account, provider);
        audit.record(clock.instant(), account.id(), "sign_in", "provider " + provider);
        return Optional.of(new Arrived(done, attempt.to()));
    }

    private static AuthorizationCode code(
            OpenIdProvider provider, Attempt attempt, Map<String, List<String>> answer, URI back) {
        if (answer.values().stream().anyMatch(values -> values.size() != 1)
                || !attempt.hasState(answer.getOrDefault("state", List.of("")).get(0))) {
            throw new SignInRefusedException(Reason.STATE, "the answer belongs to another attempt");
        }
        List<String> issuer = answer.get("iss");
        if (issuer == null
                ? provider.namesItself()
                : !issuer.equals(List.of(provider.set().issuer().toString()))) {
            throw new SignInRefusedException(Reason.NOT_GENUINE, "the answer is another provider's");
        }
        try {
            AuthenticationResponse response = AuthenticationResponseParser.parse(back, answer);
            if (response.indicatesSuccess()) {
                return Optional.ofNullable(response.toSuccessResponse().getAuthorizationCode())
                        .orElseThrow(() -> new SignInRefusedException(Reason.PROVIDER, "the answer has no code"));
            }
            String error = response.toErrorResponse().getErrorObject().getCode();
            throw new SignInRefusedException(
                    "access_denied".equals(error) ? Reason.CANCELLED : Reason.PROVIDER, "the provider says " + error);
        } catch (ParseException malformed) {
            throw new SignInRefusedException(Reason.PROVIDER, "the answer cannot be read");
        }
    }

    /** Where a browser ends what it has at a provider; empty when that is not possible or not known now. */
    public Optional<URI> leave(String provider, URI back) {
        OpenIdProvider known = providers.get(provider);
        try {
            return known == null ? Optional.empty() : known.leave(back);
        } catch (SignInRefusedException away) {
            LOGGER.log(System.Logger.Level.DEBUG, "a provider does not say where one signs out", away);
            return Optional.empty();
        }
    }
}
