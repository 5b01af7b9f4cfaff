package io.polyclerk.adapter.telegram;

import io.polyclerk.spi.AdapterException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/** What a failed call means for whoever made it. The token is part of every address, so no message of a failure is passed on as it is. */
final class Failures {

    private static final Duration WITHOUT_ADVICE = Duration.ofSeconds(5);

    private Failures() {}

    static AdapterException unreadable(String method) {
        return new AdapterException.Unavailable(method + " got an unreadable answer", true, null);
    }

    static boolean isConflict(TelegramApiException failure) {
        return failure instanceof TelegramApiRequestException refused
                && Integer.valueOf(409).equals(refused.getErrorCode());
    }

    /** A link lives for an hour, and every try asks for a new one. */
    static AdapterException ofDownload(int status) {
        String what = "file download answered " + status;
        return switch (status) {
            case 408 -> new AdapterException.Unavailable(what, false, null);
            case 429 -> new AdapterException.RateLimited(what, WITHOUT_ADVICE);
            default ->
                status >= 500
                        ? new AdapterException.Unavailable(what, false, null)
                        : new AdapterException.Refused(what);
        };
    }

    static AdapterException of(String method, TelegramApiException failure) {
        if (failure instanceof TelegramApiRequestException refused && refused.getErrorCode() != null) {
            return answered(method, refused, refused.getErrorCode());
        }
        // A connection that never came about cannot have carried a message.
        boolean neverArrived =
                causedBy(failure, ConnectException.class) || causedBy(failure, UnknownHostException.class);
        return new AdapterException.Unavailable(method + " got no readable answer", !neverArrived, null);
    }

    private static AdapterException answered(String method, TelegramApiRequestException refused, int code) {
        return switch (code) {
            case 0 -> unreadable(method);
            case 401, 404 ->
                new AdapterException.CredentialsRejected(method + ": Telegram does not know this bot token");
            case 429 -> new AdapterException.RateLimited(method + " is limited", retryAfter(refused));
            case 409 ->
                new AdapterException.Unavailable(method + ": another program fetches this bot's updates", false, null);
            default ->
                code >= 500
                        ? new AdapterException.Unavailable(method + " answered " + code, true, null)
                        : new AdapterException.Refused(method + " answered " + code);
        };
    }

    private static Duration retryAfter(TelegramApiRequestException refused) {
        Integer seconds =
                refused.getParameters() == null ? null : refused.getParameters().getRetryAfter();
        return seconds == null ? WITHOUT_ADVICE : Duration.ofSeconds(seconds);
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
