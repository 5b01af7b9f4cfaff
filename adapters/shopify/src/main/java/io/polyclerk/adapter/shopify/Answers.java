package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import feign.Response;
import feign.Util;
import io.polyclerk.spi.AdapterException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a shop's answers and sorts its errors by what has to happen next. Nothing that a shop says gets into a message but its codes. */
final class Answers {

    private static final Duration WITHOUT_ADVICE = Duration.ofSeconds(2);

    private Answers() {}

    /** @param write whether the request may have changed something */
    static JsonNode required(Response response, boolean write) {
        if (response.status() >= 200 && response.status() < 300) {
            JsonNode body = bodyOf(response);
            if (!body.isContainerNode()) {
                throw new AdapterException.Unavailable("the shop answered something else than JSON", write, null);
            }
            return body;
        }
        throw sorted(response, write);
    }

    private static AdapterException sorted(Response response, boolean write) {
        int status = response.status();
        String told = "the shop answered " + status;
        return switch (status) {
            case 401 -> new AdapterException.CredentialsRejected(told + ": the access token is wrong or revoked");
            case 402, 423 -> new AdapterException.CredentialsRejected(told + ": the shop is frozen or locked");
            case 403 -> new AdapterException.CredentialsRejected(told + ": the app lacks a permission (scope)");
            case 404 ->
                new AdapterException.CredentialsRejected(
                        told + ": there is no such shop or no such thing in it; is shopUrl right?");
            case 429, 430 -> new AdapterException.RateLimited(told, retryAfter(response));
            case 408 -> new AdapterException.Unavailable(told, write, null);
            default -> {
                if (status >= 500) {
                    yield new AdapterException.Unavailable(told, write, null);
                }
                yield status >= 300 && status < 400
                        ? new AdapterException.CredentialsRejected(
                                "the shop redirects to another address: shopUrl has to be its myshopify.com address")
                        : new AdapterException.Refused(told);
            }
        };
    }

    /** Seconds with a fraction, such as {@code 2.0}. */
    private static Duration retryAfter(Response response) {
        return header(response, "Retry-After")
                .filter(value -> value.matches("\\d{1,6}(\\.\\d{1,3})?"))
                .map(seconds -> Duration.ofMillis(
                        new BigDecimal(seconds).movePointRight(3).longValue()))
                .orElse(WITHOUT_ADVICE);
    }

    static Optional<String> header(Response response, String name) {
        return response.headers().getOrDefault(name, List.of()).stream().findFirst();
    }

    private static JsonNode bodyOf(Response response) {
        try {
            return Json.MAPPER.readTree(Util.toByteArray(response.body().asInputStream()));
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        } catch (IOException readAlready) {
            throw new IllegalStateException(readAlready);
        }
    }
}
