package io.polyclerk.spi;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How merchants install an app on one platform. Thread-safe. The server keeps what has begun, checks times and nonces, seals
 * credentials and makes the connection; an installation translates and calls, and remembers nothing.
 */
@Incubating
public interface Installation {

    /**
     * Where the merchant goes to agree. Calls nothing, unless the platform has to prepare its page ({@link Beginning.AtAPage}).
     *
     * @throws AdapterException.CredentialsRejected when the shop's address cannot be one
     * @throws AdapterException sorted by what has to happen next, when the platform is asked
     */
    Beginning begin(Start start);

    /**
     * Reads what the platform sends when the merchant has agreed, and fetches the credentials where they are not in it. May call the
     * platform. What is granted is proven by the server with {@link Adapter#check()} before anything is kept.
     *
     * @throws AdapterException sorted by what has to happen next
     */
    Completion complete(WebhookRequest request);

    /**
     * Fetches what a merchant has granted anew. Calls the platform.
     *
     * @param code as in {@link Notice.AgreedAnew}
     */
    default Completion.Granted exchange(String code) {
        throw new AdapterException.Unsupported("this platform hands out no codes");
    }

    /**
     * Whether a request for a page of ours comes from the platform on behalf of a merchant who is signed in there. Calls nothing.
     */
    Launch verifyLaunch(WebhookRequest request);

    /**
     * Makes a new credential of one that ends. The old one may be worthless afterwards, so the server keeps the new one before anybody
     * uses it, and lets one thread of one node do this at a time.
     *
     * @param shop as in {@link Completion.Granted#shop()}
     * @throws AdapterException.CredentialsRejected when only the merchant can give a new one
     */
    Credential refresh(String shop, Credential old);

    /** Gives back what was granted; harmless when it is gone already. Failures may be ignored by the caller. */
    void revoke(String shop, Map<String, String> settings, @Nullable Credential credential);

    /** Verifies and reads what the platform sends about the app as a whole. Pure, like {@link ChannelAdapter#receive}. */
    Notice receive(WebhookRequest request);

    /** What the platform is told when a notice was taken. */
    default String acknowledgement() {
        return "";
    }

    /**
     * What a merchant wants to begin.
     *
     * @param shop the shop's address as the merchant or the shop's own plugin gave it
     * @param appName what the merchant is asked to trust
     * @param state a nonce that the platform hands back: unguessable, good once, for this shop and for a short time
     * @param callback where the platform sends the credentials
     * @param back where the merchant's browser goes afterwards
     */
    record Start(String shop, String appName, String state, URI callback, URI back) {
        /** The state is a secret, so it is never printed. */
        @Override
        public String toString() {
            return "Start[" + shop + "]";
        }
    }
}
