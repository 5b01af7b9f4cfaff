package io.polyclerk.server.signin;

import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import io.polyclerk.server.signin.SignInRefusedException.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a provider tells of a person. */
final class Claims {

    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_NAME = 128;

    private Claims() {}

    /** @param told where the rest stands; may be the token itself */
    static Person person(SignInProvider provider, IDTokenClaimsSet token, ClaimsSet told) {
        String subject = token.getSubject().getValue();
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
            throw new SignInRefusedException(Reason.NOT_GENUINE, "a subject has 1 to 255 characters");
        }
        String email = told.getStringClaim("email");
        boolean believed = email != null && (isTrue(told.getClaim("email_verified")) || provider.trustsEmail());
        return new Person(
                subject,
                email != null && believed && isAddress(email) ? email.strip().toLowerCase(Locale.ROOT) : null,
                name(told),
                groups(
                        token.getClaim(provider.groupsClaim()) == null
                                ? told.getClaim(provider.groupsClaim())
                                : token.getClaim(provider.groupsClaim())),
                email != null);
    }

    /** Some providers write it as text. */
    private static boolean isTrue(@Nullable Object claim) {
        return Boolean.TRUE.equals(claim) || "true".equals(claim);
    }

    private static boolean isAddress(String email) {
        return email.length() <= LONGEST_EMAIL && email.strip().matches("[^\\s\\p{Cntrl}@]+@[^\\s\\p{Cntrl}@]+");
    }

    private static @Nullable String name(ClaimsSet told) {
        String name = told.getStringClaim("name");
        if (name == null || name.isBlank()) {
            return null;
        }
        String clean = name.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.substring(0, Math.min(LONGEST_NAME, clean.length()));
    }

    private static Set<String> groups(@Nullable Object claim) {
        if (claim instanceof String one) {
            return Set.of(one);
        }
        Set<String> groups = new HashSet<>();
        if (claim instanceof List<?> many) {
            many.forEach(one -> groups.add(String.valueOf(one)));
        }
        return groups;
    }
}
