package io.polyclerk.server.api;

import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where this server is for others. */
public final class OwnAddress {

    private OwnAddress() {}

    /** As it is set, else as the caller came to it; without a slash at the end. */
    public static URI of(Settings settings, HttpServletRequest request) {
        @Nullable String set = settings.optional(Setting.PUBLIC_URL);
        String base = set == null
                ? request.getScheme() + "://" + request.getServerName()
                        + (request.getServerPort() == (request.isSecure() ? 443 : 80)
                                ? ""
                                : ":" + request.getServerPort())
                : set;
        return URI.create(base.replaceFirst("/+$", ""));
    }
}
