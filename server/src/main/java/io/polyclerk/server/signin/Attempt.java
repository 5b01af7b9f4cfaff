package io.polyclerk.server.signin;

import io.polyclerk.server.json.Json;
import io.polyclerk.server.secrets.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was sent to a provider and has not come back yet. Only their own browser keeps it, sealed: nothing is stored here, any node
 * takes it up, and an answer that another browser brings belongs to no attempt.
 *
 * @param state comes back with the answer
 * @param nonce comes back in the token
 * @param verifier shows to the provider who asked for the code
 * @param to the console's page to go on to
 */
record Attempt(String state, String nonce, String verifier, String to, Instant until) {

    /** In letters that a cookie may have. */
    String sealed(SecretBox secrets, String provider) {
        return secrets.seal(place(provider), Json.write(this))
                .replace('+', '-')
                .replace('/', '_')
                .replace("=", "");
    }

    static Optional<Attempt> open(SecretBox secrets, String provider, @Nullable String sealed) {
        if (sealed == null) {
            return Optional.empty();
        }
        try {
            String standard = sealed.replace('-', '+').replace('_', '/');
            return Optional.of(Json.read(secrets.open(place(provider), standard), Attempt.class));
        } catch (IllegalStateException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** Takes as long for each wrong one. */
    boolean hasState(String other) {
        return MessageDigest.isEqual(state.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String place(String provider) {
        return "signin/" + provider;
    }

    /** Nothing of it is printed. */
    @Override
    public String toString() {
        return "Attempt";
    }
}
