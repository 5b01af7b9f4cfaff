package io.polyclerk.adapter.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.AdapterException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what the Graph API refuses, by the number of the error: titles change and will be removed. Of its words nothing is passed on,
 * as they may repeat the token or a shopper's number.
 */
final class GraphErrors {

    /** Long enough to pay back a whole burst of 45 messages at one in six seconds within the tries that core makes. */
    private static final Duration PAIR_PAUSE = Duration.ofSeconds(30);

    private static final Duration WITHOUT_ADVICE = Duration.ofSeconds(5);
    private static final Duration HOURLY_QUOTA_PAUSE = Duration.ofMinutes(5);

    private GraphErrors() {}

    /** @param what was asked for, in words that may be logged */
    static AdapterException sorted(String what, int status, JsonNode body, Optional<Duration> advice) {
        JsonNode error = body.path("error");
        if (!error.path("code").isIntegralNumber()) {
            return withoutCode(what, status, advice);
        }
        if (what.equals(WhatsAppApi.NUMBER) && isNoAnswer(status)) {
            return withoutCode(what, status, advice);
        }
        int code = error.path("code").intValue();
        String told = what + ": WhatsApp error " + code + ", " + meaning(code);
        return switch (code) {
            case 0, 3, 10, 190, 368, 131005, 131031, 131037, 131042, 131045, 131048, 133010 ->
                new AdapterException.CredentialsRejected(told);
            case 4, 80007 -> new AdapterException.RateLimited(told, advice.orElse(HOURLY_QUOTA_PAUSE));
            case 130429 -> new AdapterException.RateLimited(told, advice.orElse(WITHOUT_ADVICE));
            case 131056 -> new AdapterException.RateLimited(told, advice.orElse(PAIR_PAUSE));
            case 1, 2, 131000, 131016 -> new AdapterException.Unavailable(told, status >= 500, null);
            case 131057 -> new AdapterException.Unavailable(told, false, null);
            // Of a number it speaks while one is asked or sent from, and of a file while that is looked up.
            case 100 ->
                error.path("error_subcode").asInt() == 33 && !what.equals(WhatsAppApi.FILE)
                        ? new AdapterException.CredentialsRejected(
                                what + ": there is no such phoneNumberId, or the access token may not use it")
                        : new AdapterException.Refused(told);
            default -> unknown(told, code, status, advice);
        };
    }

    private static AdapterException unknown(String told, int code, int status, Optional<Duration> advice) {
        if (code >= 200 && code < 300 || status == 401) {
            return new AdapterException.CredentialsRejected(told);
        }
        if (status == 429) {
            return new AdapterException.RateLimited(told, advice.orElse(WITHOUT_ADVICE));
        }
        return status >= 500 ? new AdapterException.Unavailable(told, true, null) : new AdapterException.Refused(told);
    }

    /** Something in between answered, such as a proxy. */
    private static AdapterException withoutCode(String what, int status, Optional<Duration> advice) {
        String told = what + " was answered " + status;
        return switch (status) {
            case 401, 403 -> new AdapterException.CredentialsRejected(told + ": is the access token right?");
            case 301, 302, 303, 307, 308, 404, 405 -> nobodyThere(what, told);
            case 429 -> new AdapterException.RateLimited(told, advice.orElse(WITHOUT_ADVICE));
            default ->
                status >= 400 && status < 500 && status != 408
                        ? new AdapterException.Refused(told)
                        : new AdapterException.Unavailable(told, true, null);
        };
    }

    /** The Graph API itself says 400 when there is no such object: with these, nobody has looked. */
    private static boolean isNoAnswer(int status) {
        return status == 404 || status == 405 || status == 501;
    }

    private static AdapterException nobodyThere(String what, String told) {
        if (what.equals(WhatsAppApi.FILE)) {
            return new AdapterException.Refused(told + ": the file is no longer there");
        }
        String where = told + ": apiBase is not the address of the Graph API";
        // A gateway in front of it may carry messages and not this.
        return what.equals(WhatsAppApi.NUMBER)
                ? new AdapterException.Unavailable(where + ", or a gateway does not carry this call", false, null)
                : new AdapterException.CredentialsRejected(where);
    }

    /** What a code means, in our own words; also for the codes that only come with a status. */
    static String meaning(int code) {
        return switch (code) {
            case 0, 190 -> "the access token is not accepted or has ended: make a new one for a system user";
            case 1, 2, 131000, 131016 -> "the platform has trouble";
            case 3, 10, 131005 -> "the access token lacks whatsapp_business_messaging for this number";
            case 4, 80007 -> "the quota of calls is used up";
            case 100, 131008, 131009 -> "a parameter is not accepted";
            case 368, 131031 -> "the account is blocked for a breach of policy: see WhatsApp Manager";
            case 131049 -> "Meta chose not to deliver it";
            case 130429 -> "more messages per second than the number may send";
            case 130472 -> "the shopper is part of an experiment of Meta's";
            case 130497 -> "the business may not write to this country";
            case 131021 -> "a number cannot write to itself";
            case 131026 -> "it cannot be delivered: no WhatsApp, an old app, or the business is blocked";
            case 131037 -> "the number's display name is not approved: see WhatsApp Manager";
            case 131042 -> "there is a problem with the payment method: see WhatsApp Manager";
            case 131045, 133010 -> "the number is not registered with the Cloud API";
            case 131047 -> "the shopper last wrote more than 24 hours ago: only a template may be sent";
            case 131048 -> "too many people blocked or reported the number: see its quality in WhatsApp Manager";
            case 131050 -> "the shopper wants no marketing messages";
            case 131051 -> "this type of message is not supported";
            case 131052 -> "the file could not be fetched";
            case 131053 -> "the file was not taken: is its type allowed, and the one that it claims to be?";
            case 131056 -> "too many messages to this shopper in a short time";
            case 131057 -> "the number is in maintenance";
            case 131062 -> "this message needs the shopper's phone number";
            case 132000, 132005, 132012 -> "the template's parameters do not fit";
            case 132001 -> "there is no such template in this language";
            case 132007, 132015, 132016 -> "the template is paused or disabled";
            default ->
                code >= 200 && code < 300 ? "the access token lacks a permission" : "see Meta's list of error codes";
        };
    }

    /** A file's own host speaks in statuses only. A stale address is answered with 404, and the next try asks for a new one. */
    static AdapterException ofFile(int status, @Nullable String retryAfter) {
        return switch (status) {
            case 401 -> new AdapterException.CredentialsRejected("fetching a file: the access token is not accepted");
            case 429 ->
                new AdapterException.RateLimited(
                        "fetching a file is limited", retryAfter(retryAfter).orElse(WITHOUT_ADVICE));
            default -> new AdapterException.Unavailable("fetching a file was answered " + status, false, null);
        };
    }

    /** How long the platform asks to wait, where it does. */
    static Optional<Duration> retryAfter(@Nullable String header) {
        return Optional.ofNullable(header)
                .filter(value -> value.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /** A connection that never came about cannot have carried a message. */
    static boolean neverArrived(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }
}
