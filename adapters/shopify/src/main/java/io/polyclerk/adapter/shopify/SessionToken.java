package io.polyclerk.adapter.shopify;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Shopify says about a merchant who is signed in there: a JWT, HS256 with the app's client secret, good for a minute
 * (shopify.dev, "Session tokens"; read 2026-11-22).
 *
 * @param shop such as {@code some-shop.myshopify.com}
 */
record SessionToken(
        String shop, @Nullable String user, @Nullable String id, Instant until) {

    private static final Duration TOLERANCE = Duration.ofSeconds(10);
    private static final int LONGEST = 4_000;

    /** Empty for everything that does not hold, whatever it is. */
    static Optional<SessionToken> read(String token, String clientId, String clientSecret, Instant now) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            // The algorithm is ours to choose, never the token's.
            boolean signed = JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
                    && jwt.verify(new MACVerifier(key(clientSecret)));
            return signed ? checked(jwt.getJWTClaimsSet(), clientId, now) : Optional.empty();
        } catch (ParseException | JOSEException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** HMAC fills a short key up with zeros itself (RFC 2104), but the library asks for a long one. */
    private static byte[] key(String secret) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        return key.length >= 32 ? key : java.util.Arrays.copyOf(key, 32);
    }

    private static Optional<SessionToken> checked(JWTClaimsSet claims, String clientId, Instant now)
            throws ParseException {
        String issuer = hostOf(claims.getIssuer());
        String shop = hostOf(claims.getStringClaim("dest"));
        Date expires = claims.getExpirationTime();
        Date from = claims.getNotBeforeTime();
        boolean holds = List.of(clientId).equals(claims.getAudience())
                && ShopName.isValid(shop)
                && shop.equals(issuer)
                && expires != null
                && from != null
                && now.isBefore(expires.toInstant().plus(TOLERANCE))
                && !now.plus(TOLERANCE).isBefore(from.toInstant());
        return holds
                ? Optional.of(new SessionToken(shop, claims.getSubject(), claims.getJWTID(), expires.toInstant()))
                : Optional.empty();
    }

    private static String hostOf(@Nullable String address) {
        try {
            URI parsed = URI.create(address == null ? "" : address);
            return "https".equals(parsed.getScheme()) && parsed.getHost() != null ? parsed.getHost() : "";
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
