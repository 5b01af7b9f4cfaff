package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import feign.Response;
import feign.Util;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.support.ShopClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a shop's answers and sorts its errors by what has to happen next. Nothing that a shop says gets into a message but its codes. */
final class Answers {

    private static final Duration WITHOUT_ADVICE = Duration.ofSeconds(10);

    private Answers() {}

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    /** Empty when the shop says that there is no such thing, which it does with a code of its own. */
    static Optional<JsonNode> ifThere(Response response) {
        if (response.status() == 404) {
            String code = codeOf(response);
            if (code != null && !code.equals("rest_no_route")) {
                return Optional.empty();
            }
        }
        return Optional.of(required(response));
    }

    static JsonNode required(Response response) {
        if (response.status() >= 200 && response.status() < 300) {
            JsonNode body = bodyOf(response);
            if (!body.isContainerNode()) {
                throw new AdapterException.Unavailable(
                        "the shop answered something else than JSON", ShopClient.isWrite(response.request()), null);
            }
            return body;
        }
        throw sorted(response, response.status(), codeOf(response));
    }

    private static AdapterException sorted(Response response, int status, @Nullable String code) {
        String told = "the shop answered " + status + (code == null ? "" : " " + code);
        boolean write = ShopClient.isWrite(response.request());
        Optional<Duration> advice = retryAfter(response);
        if (status == 429 || (status == 503 && !write && advice.isPresent())) {
            return new AdapterException.RateLimited(told, advice.orElse(WITHOUT_ADVICE));
        }
        if (status >= 300 && status < 400) {
            return new AdapterException.CredentialsRejected(
                    "the shop redirects to another address: shopUrl has to be the address that it redirects to");
        }
        if (status == 401 || (status == 403 && code != null)) {
            return new AdapterException.CredentialsRejected(
                    told + ": the keys are wrong, revoked or lack a permission");
        }
        if (status == 404 && (code == null || code.equals("rest_no_route"))) {
            return new AdapterException.CredentialsRejected(told
                    + ": there is no WooCommerce REST API under shopUrl; is the address right, and are permalinks on?");
        }
        // A firewall before the shop; it let nothing through.
        if (status == 403) {
            return new AdapterException.Unavailable(told, false, null);
        }
        // Even a declined refund is answered with 500; the shop's own code tells it from a crash.
        boolean ownWord = code != null && code.startsWith("woocommerce_rest_");
        return status == 408 || (status >= 500 && !ownWord)
                ? new AdapterException.Unavailable(told, write, null)
                : new AdapterException.Refused(told);
    }

    private static Optional<Duration> retryAfter(Response response) {
        return response.headers().getOrDefault("Retry-After", List.of()).stream()
                .filter(value -> value.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .findFirst();
    }

    private static @Nullable String codeOf(Response response) {
        JsonNode code = bodyOf(response).path("code");
        // Only what looks like a code is passed on, as it gets into logs.
        return code.isTextual() && code.asText().matches("[a-z0-9_]{1,80}") ? code.asText() : null;
    }

    private static JsonNode bodyOf(Response response) {
        try {
            return WooCommerceApi.JSON.readTree(Util.toByteArray(response.body().asInputStream()));
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        } catch (IOException readAlready) {
            throw new IllegalStateException(readAlready);
        }
    }
}
