package io.polyclerk.server.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The push services that may be called: a browser names its own, and whoever says to be one must not send this server elsewhere. Immutable.
 */
public final class PushServices {

    private static final int LONGEST = 1_000;

    private final List<String> allowed;

    /**
     * @param allowed names of hosts, which are called by HTTPS on its usual port; {@code *.} stands for whatever comes before. What begins with
     *     {@code http://} is an address of its own, as for trials
     */
    public PushServices(List<String> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** The address, when it may be called. */
    public Optional<URI> allowed(String endpoint) {
        if (endpoint.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            URI address = new URI(endpoint);
            return isAllowed(address) ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private boolean isAllowed(URI address) {
        String host = address.getHost();
        if (host == null || address.getUserInfo() != null || address.getFragment() != null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (!"https".equals(address.getScheme())) {
            return "http".equals(address.getScheme()) && allowed.contains("http://" + name + ":" + address.getPort());
        }
        boolean isUsualPort = address.getPort() == -1 || address.getPort() == 443;
        return isUsualPort
                && allowed.stream()
                        .anyMatch(one -> one.startsWith("*.") ? name.endsWith(one.substring(1)) : name.equals(one));
    }
}
