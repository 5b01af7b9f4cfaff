package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.chanjar.weixin.common.error.WxError;

/**
 * Sorts the platform's error codes by what has to happen next. Its messages quote user ids, so of them only the id of the request is
 * passed on, by which the platform's support finds it.
 */
final class WeChatErrors {

    /** The account may not use the API. */
    static final int NO_API = 48001;

    private static final int BUSY = -1;
    private static final int DAILY_QUOTA = 45009;

    /** Too frequent, and too many at once. */
    private static final Set<Integer> SLOW_DOWN = Set.of(45011, 45033);

    /** The token is not, or no longer, good. */
    private static final Set<Integer> TOKEN = Set.of(40001, 40014, 42001);

    /** Of a third-party platform: ended, and not known. */
    private static final Set<Integer> TICKET = Set.of(61005, 61006);

    private static final Pattern REQUEST_ID = Pattern.compile("(?:rid: |hint: \\[)([0-9A-Za-z_@-]{6,64})");
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static final String WITHOUT_API =
            "the account does not have the customer service API; verify it with the platform or lift the ban";

    private WeChatErrors() {}

    static boolean isAboutToken(WxError error) {
        return TOKEN.contains(error.getErrorCode());
    }

    static AdapterException withoutApi() {
        return new AdapterException.CredentialsRejected("custom/send answered " + NO_API + ": " + WITHOUT_API);
    }

    static AdapterException sorted(String call, WxError error, Instant now) {
        int code = error.getErrorCode();
        String what = call + " answered " + code + requestId(error);
        if (code == BUSY) {
            // "Busy" is this platform's 5xx: it does not say how far the request got.
            return new AdapterException.Unavailable(what + ": the platform is busy", true, null);
        }
        if (TICKET.contains(code)) {
            return new AdapterException.Unavailable(
                    what + ": the ticket that the platform pushes every ten minutes is too old", false, null);
        }
        if (SLOW_DOWN.contains(code)) {
            return new AdapterException.RateLimited(what + ": too frequent", A_MINUTE);
        }
        if (code == DAILY_QUOTA) {
            return new AdapterException.RateLimited(what + ": the quota is used up", untilQuotaReturns(call, now));
        }
        String settings = settingsToMend(code, call.startsWith(CustomerServiceApi.CALLS));
        return settings.isEmpty()
                ? new AdapterException.Refused(what + refusal(code))
                : new AdapterException.CredentialsRejected(what + ": " + settings);
    }

    /** The quotas of accounts are counted by the day in Beijing, those of WeCom by the minute. */
    private static Duration untilQuotaReturns(String call, Instant now) {
        if (call.startsWith(CustomerServiceApi.CALLS)) {
            return A_MINUTE;
        }
        Instant midnight = LocalDate.ofInstant(now, BEIJING)
                .plusDays(1)
                .atStartOfDay(BEIJING)
                .toInstant();
        return Duration.between(now, midnight);
    }

    /** @param weCom the two platforms use some codes for different things: on the other one 48002 is about one shopper */
    private static String settingsToMend(int code, boolean weCom) {
        return switch (code) {
            case 40001, 40014, 42001, 40125, 40091, 40243 -> "appSecret is not accepted; copy it again or reset it";
            case 61003, 61007, 61023 -> "the account has taken back what it had granted: let it agree again";
            case 61011 -> "componentAppId is not known";
            case 40013 -> "appId or corpId is not known";
            case 40164, 60020, 61004 -> "add this server's public address to the platform's list of trusted addresses";
            case NO_API, 48004 -> WITHOUT_API;
            case 48002 -> weCom ? "the application may not use the customer service API" : "";
            case 50002, 50003 -> "the account or application is restricted or switched off";
            case 95000 -> "openKfId is not a customer service account that this application may use";
            case 95011 -> "customer service is not handed to the API in the WeCom console";
            default -> "";
        };
    }

    private static String refusal(int code) {
        return switch (code) {
            case 45015 -> ": the shopper wrote too long ago, or has left";
            case 45047, 95001 -> ": the messages that answer the shopper's last one are used up";
            case 40003, 40096, 43004, 48002 -> ": the shopper is not known, has left or takes no messages";
            case 45002 -> ": too long";
            case 40007 -> ": the file is no longer there";
            case 95013, 95018 -> ": the conversation is held by a person or has ended";
            default -> "";
        };
    }

    private static String requestId(WxError error) {
        String english = error.getErrorMsgEn();
        Matcher id = REQUEST_ID.matcher(english == null ? String.valueOf(error.getErrorMsg()) : english);
        return id.find() ? " (request " + id.group(1) + ")" : "";
    }
}
