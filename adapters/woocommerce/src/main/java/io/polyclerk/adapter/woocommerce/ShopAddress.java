package io.polyclerk.adapter.woocommerce;

import io.polyclerk.spi.AdapterException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a shop may be: the keys and the customers' data are sent there. */
final class ShopAddress {

    /** Only what leads to this machine whatever a name server says. */
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private ShopAddress() {}

    /** @param plain whether a shop on this very machine may be reached without encryption */
    static String of(String shopUrl, boolean plain) {
        try {
            URI address = new URI(shopUrl.strip());
            boolean here = plain && "http".equalsIgnoreCase(address.getScheme()) && isLoopback(address.getHost());
            if (!here && !"https".equalsIgnoreCase(address.getScheme())) {
                throw new AdapterException.CredentialsRejected(
                        "shopUrl must begin with https://, as the keys and the customers' data are sent there;"
                                + " allowPlainHttp makes an exception for a shop on the same machine");
            }
            if (address.getHost() != null && address.getUserInfo() == null && address.getQuery() == null) {
                return address.toString().replaceFirst("/+$", "");
            }
        } catch (URISyntaxException unreadable) {
            // Told below.
        }
        throw new AdapterException.CredentialsRejected("shopUrl is not the address of a shop");
    }

    private static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.matcher(host).matches();
    }
}
