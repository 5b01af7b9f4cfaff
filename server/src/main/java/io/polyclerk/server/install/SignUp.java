package io.polyclerk.server.install;

import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which shops may connect themselves without having been invited. Immutable. */
public final class SignUp {

    private final boolean open;
    private final boolean local;

    private SignUp(boolean open, boolean local) {
        this.open = open;
        this.local = local;
    }

    /** @throws IllegalArgumentException when the setting is none of its values */
    public static SignUp of(Settings settings) {
        boolean local =
                isLoopback(settings.text(Setting.HOST)) && isLoopback(hostOf(settings.optional(Setting.PUBLIC_URL)));
        return switch (settings.text(Setting.SIGN_UP)) {
            case "open" -> new SignUp(true, local);
            case "invited" -> new SignUp(false, local);
            case "local" -> new SignUp(local, local);
            default ->
                throw new IllegalArgumentException(Setting.SIGN_UP.variable() + " is none of local, open, invited");
        };
    }

    boolean isOpen() {
        return open;
    }

    /**
     * Whether a shop that nobody vouches for may have this address: a server that the world reaches must not be sent into its own network.
     */
    public boolean mayCall(String shop) {
        if (local) {
            return true;
        }
        try {
            @Nullable String host = URI.create(shop).getHost();
            return host != null && Arrays.stream(InetAddress.getAllByName(host)).noneMatch(SignUp::isInside);
        } catch (UnknownHostException | IllegalArgumentException nowhere) {
            return false;
        }
    }

    private static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        return uniqueLocal
                || address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }

    private static @Nullable String hostOf(@Nullable String address) {
        return address == null ? "localhost" : URI.create(address).getHost();
    }

    private static boolean isLoopback(@Nullable String host) {
        return host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }
}
