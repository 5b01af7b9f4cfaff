package io.polyclerk.server.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.polyclerk.server.signin.SignInRefusedException.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Talks to one provider: OpenID Connect Core 1.0 with the authorization code flow, PKCE (RFC 7636), Discovery 1.0 and RP-Initiated Logout
 * 1.0, as they were on 2026-11-26. Tokens are looked at and dropped. Thread-safe.
 */
final class OpenIdProvider {

    private static final int PATIENCE_MS = 5_000;
    private static final int LARGEST_KEYS = 512 * 1024;
    /** Keys that are not known are asked for again, but not more often than this. */
    private static final long KEYS_EVERY_MS = 10_000;

    private static final Duration METADATA_LASTS = Duration.ofHours(1);

    /** With the provider's own keys only: none with a secret that both sides know, and never none at all. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final SignInProvider provider;
    private final ClientID client;
    private final Clock clock;
    private volatile @Nullable Known known;

    private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant until) {}

    OpenIdProvider(SignInProvider provider, Clock clock) {
        this.provider = provider;
        this.client = new ClientID(provider.clientId());
        this.clock = clock;
    }

    SignInProvider set() {
        return provider;
    }

    /** Where the browser is sent. @param back where it shall come back to */
    URI ask(Attempt attempt, URI back) {
        return new AuthenticationRequest.Builder(
                        new ResponseType(ResponseType.Value.CODE), new Scope(scopes()), client, back)
                .endpointURI(known().metadata().getAuthorizationEndpointURI())
                .state(new State(attempt.state()))
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    private String[] scopes() {
        return provider.scopes().toArray(String[]::new);
    }

    /** Whether the provider says with each answer that it is its own (RFC 9207), so that one without it is another's. */
    boolean namesItself() {
        return known().metadata().supportsAuthorizationResponseIssuerParam();
    }

    /** Where a browser ends what it has at the provider; empty when the provider has no such place. */
    Optional<URI> leave(URI back) {
        URI end = known().metadata().getEndSessionEndpointURI();
        // No token as a hint: it would carry the person's address through histories and logs.
        return Address.isSafe(end)
                ? Optional.of(new LogoutRequest(end, null, null, client, back, null, null).toURI())
                : Optional.empty();
    }

    /** Who it is that a code was given for. */
    Person redeem(Attempt attempt, AuthorizationCode code, URI back) {
        Known now = known();
        OIDCTokenResponse tokens = tokens(now.metadata(), code, new CodeVerifier(attempt.verifier()), back);
        try {
            IDTokenClaimsSet claims =
                    now.validator().validate(tokens.getOIDCTokens().getIDToken(), new Nonce(attempt.nonce()));
            return person(now.metadata(), claims, tokens.getOIDCTokens().getAccessToken());
        } catch (BadJOSEException | JOSEException notGenuine) {
            throw new SignInRefusedException(Reason.NOT_GENUINE, "the token is not taken: " + notGenuine.getMessage());
        }
    }

    private OIDCTokenResponse tokens(
            OIDCProviderMetadata metadata, AuthorizationCode code, CodeVerifier verifier, URI back) {
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(code, back, verifier);
        TokenRequest request = authenticated(metadata, grant);
        try {
            TokenResponse answer = OIDCTokenResponseParser.parse(send(request.toHTTPRequest()));
            if (!answer.indicatesSuccess()) {
                ErrorObject error = answer.toErrorResponse().getErrorObject();
                throw new SignInRefusedException(Reason.PROVIDER, "the code is not taken: " + error.getCode());
            }
            return (OIDCTokenResponse) answer.toSuccessResponse();
        } catch (ParseException malformed) {
            throw new SignInRefusedException(Reason.PROVIDER, "the answer to the code cannot be read");
        }
    }

    private TokenRequest authenticated(OIDCProviderMetadata metadata, AuthorizationCodeGrant grant) {
        URI endpoint = metadata.getTokenEndpointURI();
        String secret = provider.clientSecret();
        if (secret == null) {
            return new TokenRequest.Builder(endpoint, client, grant).build();
        }
        List<ClientAuthenticationMethod> taken = metadata.getTokenEndpointAuthMethods();
        // Basic is what a provider that says nothing takes.
        boolean isBasic = taken == null
                || taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                || !taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        return new TokenRequest.Builder(
                        endpoint,
                        isBasic
                                ? new ClientSecretBasic(client, new Secret(secret))
                                : new ClientSecretPost(client, new Secret(secret)),
                        grant)
                .build();
    }

    private Person person(OIDCProviderMetadata metadata, IDTokenClaimsSet claims, @Nullable AccessToken token) {
        boolean isComplete = claims.getStringClaim("email") != null
                && (!provider.asksForGroups() || claims.getClaim(provider.groupsClaim()) != null);
        URI more = metadata.getUserInfoEndpointURI();
        if (isComplete || more == null || token == null) {
            return Claims.person(provider, claims, claims);
        }
        UserInfo told = told(more, token);
        if (!claims.getSubject().equals(told.getSubject())) {
            throw new SignInRefusedException(Reason.NOT_GENUINE, "what is told of a person is of another");
        }
        return Claims.person(provider, claims, told);
    }

    private UserInfo told(URI endpoint, AccessToken token) {
        try {
            UserInfoResponse answer =
                    UserInfoResponse.parse(send(new UserInfoRequest(endpoint, token).toHTTPRequest()));
            UserInfo told =
                    answer.indicatesSuccess() ? answer.toSuccessResponse().getUserInfo() : null;
            if (told == null) {
                throw new SignInRefusedException(Reason.PROVIDER, "what is known of the person is not told as JSON");
            }
            return told;
        } catch (ParseException malformed) {
            throw new SignInRefusedException(Reason.PROVIDER, "what is known of the person cannot be read");
        }
    }

    private static HTTPResponse send(HTTPRequest request) {
        request.setConnectTimeout(PATIENCE_MS);
        request.setReadTimeout(PATIENCE_MS);
        request.setFollowRedirects(false);
        try {
            return request.send();
        } catch (IOException unreachable) {
            throw new SignInRefusedException(
                    Reason.PROVIDER,
                    "the provider cannot be reached: " + unreachable.getClass().getSimpleName());
        }
    }

    private Known known() {
        Known now = known;
        if (now == null || !clock.instant().isBefore(now.until())) {
            now = asked();
            known = now;
        }
        return now;
    }

    private Known asked() {
        try {
            Issuer issuer = new Issuer(provider.issuer());
            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer, PATIENCE_MS, PATIENCE_MS);
            if (!Address.isSafe(metadata.getAuthorizationEndpointURI())
                    || !Address.isSafe(metadata.getTokenEndpointURI())
                    || !Address.isSafe(metadata.getJWKSetURI())
                    || metadata.getUserInfoEndpointURI() != null
                            && !Address.isSafe(metadata.getUserInfoEndpointURI())) {
                throw new SignInRefusedException(
                        Reason.PROVIDER, "the provider lacks an address, or names one without https");
            }
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            metadata.getJWKSetURI().toURL(),
                            new DefaultResourceRetriever(PATIENCE_MS, PATIENCE_MS, LARGEST_KEYS))
                    .refreshAheadCache(false)
                    .rateLimited(KEYS_EVERY_MS)
                    .build();
            IDTokenValidator validator =
                    new IDTokenValidator(issuer, client, new JWSVerificationKeySelector<>(ALGORITHMS, keys), null);
            return new Known(metadata, validator, clock.instant().plus(METADATA_LASTS));
        } catch (GeneralException | IOException unusable) {
            throw new SignInRefusedException(
                    Reason.PROVIDER, "what the provider says of itself cannot be used: " + unusable.getMessage());
        }
    }
}
