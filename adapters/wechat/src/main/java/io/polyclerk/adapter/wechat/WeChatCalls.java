package io.polyclerk.adapter.wechat;

import com.google.gson.JsonParseException;
import io.polyclerk.spi.AdapterException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import me.chanjar.weixin.common.bean.WxAccessToken;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import org.jspecify.annotations.Nullable;

/**
 * Carries what the client library wants to say over the HTTP client that the server lends: its own one retries behind our back, logs
 * tokens and knows nothing of the hosts that may be called.
 */
final class WeChatCalls {

    private final WeChatHttp http;
    private final Clock clock;
    private final WxType platform;

    WeChatCalls(HttpClient http, Clock clock, WxType platform) {
        this.http = new WeChatHttp(http);
        this.clock = clock;
        this.platform = platform;
    }

    /** @return the address of the platform's API without a slash at its end */
    static String base(@Nullable String apiBase, String standard) {
        String base = (apiBase == null ? standard : apiBase).strip().replaceFirst("/+$", "");
        try {
            URI address = URI.create(base);
            if (address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return base;
            }
        } catch (IllegalArgumentException noAddress) {
            // Said below.
        }
        throw new AdapterException.CredentialsRejected("apiBase is not an address");
    }

    /** Does something on the platform and sorts what it answers. */
    <T> T sorted(String what, Call<T> call) {
        try {
            return call.run();
        } catch (WxErrorException refused) {
            throw WeChatErrors.sorted(what, refused.getError(), clock.instant());
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException nonsense) {
            throw unreadable();
        }
    }

    /** @return a token that the platform gives for an answered request. No message can have gone out when this fails. */
    WxAccessToken token(String what, String address, @Nullable String body) {
        try {
            WxAccessToken token = sorted(what, () -> WxAccessToken.fromJson(withoutError(http.text(address, body))));
            if (token.getAccessToken() == null || token.getAccessToken().isBlank() || token.getExpiresIn() <= 0) {
                throw unreadable();
            }
            return token;
        } catch (AdapterException.Unavailable failure) {
            throw new AdapterException.Unavailable(String.valueOf(failure.getMessage()), false, null);
        }
    }

    /** Something that is asked with a secret in its body. */
    String withoutToken(String address, String body) throws WxErrorException {
        return withoutError(http.text(address, body));
    }

    /** @param body null for a GET */
    String call(AccessToken token, String address, @Nullable String body) throws WxErrorException {
        return withToken(token, good -> withoutError(http.text(signed(address, good), body)));
    }

    /** A file; the caller closes it. Errors come as JSON with status 200, and so do the addresses of videos. */
    InputStream download(AccessToken token, String address) throws WxErrorException {
        return withToken(token, good -> {
            HttpResponse<InputStream> response = http.file(signed(address, good));
            return isFile(response) ? response.body() : video(withoutError(WeChatHttp.text(response, false)));
        });
    }

    /** Lies on another host, which must not see the token. */
    private InputStream video(String json) {
        String address = WeChatFields.read(json)
                .map(fields -> fields.get("video_url"))
                .filter(url -> url.startsWith("https://") || url.startsWith("http://"))
                .orElseThrow(() -> new AdapterException.Unavailable("a file came in an unknown form", false, null));
        return http.file(address).body();
    }

    /** What shoppers send may be JSON as well, but then it has a name. */
    private static boolean isFile(HttpResponse<?> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        boolean text = type.startsWith("application/json") || type.startsWith("text/plain");
        return !text || response.headers().firstValue("Content-Disposition").isPresent();
    }

    private static String signed(String address, String token) {
        return address
                + (address.contains("?") ? "&" : "?")
                + "access_token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
    }

    /** Nothing is done for a token that is refused, so asking once more with another one is no repetition. */
    private static <T> T withToken(AccessToken token, Attempt<T> attempt) throws WxErrorException {
        String first = token.current();
        try {
            return attempt.with(first);
        } catch (WxErrorException refused) {
            if (!WeChatErrors.isAboutToken(refused.getError())) {
                throw refused;
            }
        }
        return attempt.with(token.other(first));
    }

    private String withoutError(String json) throws WxErrorException {
        WxError error;
        try {
            error = WxError.fromJson(json, platform);
        } catch (RuntimeException nonsense) {
            throw unreadable();
        }
        if (error == null) {
            throw unreadable();
        }
        if (error.getErrorCode() != 0) {
            throw new WxErrorException(error);
        }
        return json;
    }

    private static AdapterException.Unavailable unreadable() {
        return new AdapterException.Unavailable("the platform's answer cannot be read", true, null);
    }

    /** Something that the client library does. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws WxErrorException;
    }

    /** Something that is tried with a token. */
    @FunctionalInterface
    private interface Attempt<T> {
        T with(String token) throws WxErrorException;
    }
}
