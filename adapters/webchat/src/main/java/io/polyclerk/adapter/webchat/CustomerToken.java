package io.polyclerk.adapter.webchat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.polyclerk.spi.message.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a shop says about a customer who is signed in there: a JWT, HS256, with a secret that only the shop and this connection know. It
 * names one chat, so that a token which somebody else got hold of opens nothing in theirs. Immutable.
 */
final class CustomerToken {

    static final String HEADER = "X-Chat-Customer";
    /** HMAC-SHA-256 with a shorter key is weaker than its hash. */
    static final int SHORTEST_SECRET = 32;

    private static final int LONGEST_TOKEN = 2_000;
    /** Longer ones would outlive a sign-out by too much. */
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
    private static final Pattern CUSTOMER = Pattern.compile("[A-Za-z0-9_.:/-]{1,128}");

    private final ConnectionId connection;
    private final byte[] secret;

    /** @param store connection of the store whose customer it is; null for the merchant's only one */
    record Customer(String id, @Nullable String store) {}

    CustomerToken(ConnectionId connection, String secret) {
        this.connection = connection;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** The customer who is vouched for in this chat at this moment; empty for everything else, whatever it is. */
    Optional<Customer> read(String token, String chatId, Instant now) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            // The algorithm is ours to choose, never the token's.
            boolean signed =
                    JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) && jwt.verify(new MACVerifier(secret));
            return signed ? customer(jwt.getJWTClaimsSet(), chatId, now) : Optional.empty();
        } catch (ParseException | JOSEException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<Customer> customer(JWTClaimsSet claims, String chatId, Instant now) throws ParseException {
        @Nullable String id = claims.getSubject();
        @Nullable String store = claims.getStringClaim("store");
        boolean ours = List.of(connection.value()).equals(claims.getAudience())
                && chatId.equals(claims.getStringClaim("chat"))
                && isOfNow(claims.getIssueTime(), claims.getExpirationTime(), now);
        return ours
                        && id != null
                        && CUSTOMER.matcher(id).matches()
                        && !id.equals("0")
                        && (store == null || ConnectionId.isValid(store))
                ? Optional.of(new Customer(id, store))
                : Optional.empty();
    }

    private static boolean isOfNow(@Nullable Date issued, @Nullable Date expires, Instant now) {
        if (issued == null || expires == null) {
            return false;
        }
        Instant from = issued.toInstant();
        Instant until = expires.toInstant();
        return !from.isAfter(now.plus(CLOCK_SKEW))
                && now.isBefore(until.plus(CLOCK_SKEW))
                && Duration.between(from, until).compareTo(LONGEST_LIFE) <= 0;
    }

    @Override
    public String toString() {
        return "CustomerToken[" + connection + "]";
    }
}
