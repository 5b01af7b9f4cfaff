package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import feign.Response;
import io.polyclerk.spi.KeyValueStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** How the shop is set up. What hardly ever changes is asked for now and then. */
final class ShopSettings {

    private static final Duration LAST = Duration.ofMinutes(10);
    private static final String AS_WRITTEN = "as written";

    private final WooCommerceRest rest;
    private final KeyValueStore cache;

    ShopSettings(WooCommerceRest rest, KeyValueStore cache) {
        this.rest = rest;
        this.cache = cache;
    }

    String currency() {
        return remembered(
                "currency", () -> Answers.required(rest.currency()).path("code").asText());
    }

    /** The language that the shop is written in, such as {@code en_GB}. */
    Optional<String> language() {
        Response response = rest.systemStatus();
        return response.status() == 200
                ? Optional.of(Answers.required(response)
                                .at("/environment/language")
                                .asText())
                        .filter(language -> !language.isBlank())
                : Optional.empty();
    }

    /** All rates of tax that the shop has written down, whether it uses them or not. */
    List<JsonNode> taxRates() {
        return Paging.all(asked -> Answers.required(rest.taxes(asked)), Map.of(), rate -> true, Integer.MAX_VALUE);
    }

    boolean taxesAreComputed() {
        return Json.isTrue(Answers.required(rest.calculatesTaxes()).path("value"));
    }

    /** Whether visitors see prices as they were written down, and not with taxes added or taken off. */
    boolean pricesAreShownAsWritten() {
        return remembered("prices", this::howPricesAreShown).equals(AS_WRITTEN);
    }

    private String howPricesAreShown() {
        Response response = rest.taxSettings();
        if (response.status() >= 400) {
            // A key that may not read the settings.
            return AS_WRITTEN;
        }
        Map<String, String> values = new HashMap<>();
        Answers.required(response)
                .forEach(one ->
                        values.put(one.path("id").asText(), one.path("value").asText()));
        boolean written = "yes".equals(values.get("woocommerce_prices_include_tax"));
        boolean shown = "incl".equals(values.get("woocommerce_tax_display_shop"));
        return written == shown || !taxesAreComputed() ? AS_WRITTEN : "computed";
    }

    private String remembered(String name, Supplier<String> asked) {
        return cache.get(name).orElseGet(() -> {
            String value = asked.get();
            cache.put(name, value, LAST);
            return value;
        });
    }
}
