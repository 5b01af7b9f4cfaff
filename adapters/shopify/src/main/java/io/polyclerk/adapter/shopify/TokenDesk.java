package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import feign.Response;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Credential;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where tokens are made, exchanged and renewed (shopify.dev, "Use expiring offline access tokens"; read 2026-11-22). Thread-safe. */
final class TokenDesk {

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,500}");
    private static final long ACCESS_SECONDS = 3_600;
    private static final long REFRESH_SECONDS = 90L * 24 * 3_600;

    private final ShopifyRest.Tokens tokens;
    private final String clientId;
    private final String clientSecret;
    private final Clock clock;

    /** @param base of the one shop that is asked */
    TokenDesk(HttpClient http, String base, String clientId, String clientSecret, Clock clock) {
        this.tokens = ShopifyApi.builder(http).target(ShopifyRest.Tokens.class, base);
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.clock = clock;
    }

    /** A credential of the shop for a merchant's session. */
    Credential exchanged(String sessionToken) {
        return credential(asked(client("urn:ietf:params:oauth:grant-type:token-exchange")
                .put("subject_token", sessionToken)
                .put("subject_token_type", "urn:ietf:params:oauth:token-type:id_token")
                .put("requested_token_type", "urn:shopify:params:oauth:token-type:offline-access-token")
                .put("expiring", "1")));
    }

    /** The next credential; the old one's refresh token is used up. */
    Credential renewed(Credential old) {
        String refreshToken = old.refreshToken();
        if (refreshToken == null) {
            throw new AdapterException.CredentialsRejected(
                    "the access has ended; a merchant has to open the app in the shop once");
        }
        return credential(asked(client("refresh_token").put("refresh_token", refreshToken)));
    }

    /** A token of a merchant's own app, with its life in seconds. */
    JsonNode own() {
        return asked(client("client_credentials"));
    }

    private ObjectNode client(String grant) {
        return Json.object()
                .put("client_id", clientId)
                .put("client_secret", clientSecret)
                .put("grant_type", grant);
    }

    private JsonNode asked(ObjectNode credentials) {
        Response response = tokens.token(credentials);
        if (response.status() >= 400 && response.status() < 404) {
            throw new AdapterException.CredentialsRejected(
                    "the shop makes no token: clientId or clientSecret is wrong, or the app is not installed in this shop");
        }
        JsonNode made = Answers.required(response, false);
        if (!TOKEN.matcher(made.path("access_token").asText()).matches()) {
            throw new AdapterException.Unavailable("the shop answered without a token", false, null);
        }
        return made;
    }

    private Credential credential(JsonNode made) {
        Instant now = clock.instant();
        @Nullable String refreshToken = Json.text(made, "refresh_token");
        return new Credential(
                made.path("access_token").asText(),
                now.plusSeconds(made.path("expires_in").asLong(ACCESS_SECONDS)),
                refreshToken,
                refreshToken == null
                        ? null
                        : now.plusSeconds(made.path("refresh_token_expires_in").asLong(REFRESH_SECONDS)),
                made.path("scope").asText());
    }
}
