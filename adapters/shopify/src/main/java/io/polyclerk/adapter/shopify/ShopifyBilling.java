package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.UsageBilling;
import io.polyclerk.spi.store.Money;
import java.net.URI;
import java.util.Optional;

/**
 * Usage charges by the Billing API: one subscription with a capped amount for 30 days, and one usage record for each charge, which the
 * platform makes once for a key. Facts: shopify.dev, "Setup usage charges" and Admin GraphQL 2026-10, read 2026-11-22.
 */
final class ShopifyBilling implements UsageBilling {

    private final GraphQl graph;

    ShopifyBilling(GraphQl graph) {
        this.graph = graph;
    }

    @Override
    public Proposal propose(Offer offer) {
        ObjectNode variables = Json.object()
                .put("name", offer.name())
                .put("returnUrl", offer.back().toString())
                .put("test", offer.test());
        ObjectNode usage =
                variables.putArray("lineItems").addObject().putObject("plan").putObject("appUsagePricingDetails");
        usage.put("terms", offer.terms()).set("cappedAmount", input(offer.cap()));
        JsonNode answer = graph.mutate("Subscribe", variables);
        String id = Json.text(answer.path("appSubscription"), "id");
        String page = Json.text(answer, "confirmationUrl");
        if (id == null || page == null) {
            throw new AdapterException.Unavailable("the shop does not say where the merchant agrees", true, null);
        }
        return new Proposal(id, URI.create(page));
    }

    @Override
    public Optional<Agreement> agreement() {
        for (JsonNode subscription :
                graph.query("Agreement", Json.object()).at("/currentAppInstallation/activeSubscriptions")) {
            if (subscription.path("status").asText().equals("ACTIVE")) {
                for (JsonNode item : subscription.path("lineItems")) {
                    JsonNode pricing = item.at("/plan/pricingDetails");
                    if (pricing.path("cappedAmount").isObject()) {
                        return Optional.of(new Agreement(
                                subscription.path("id").asText(),
                                item.path("id").asText(),
                                money(pricing.path("cappedAmount")),
                                money(pricing.path("balanceUsed"))));
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String charge(Agreement agreement, Money amount, String description, String idempotencyKey) {
        ObjectNode variables = Json.object()
                .put("id", agreement.item())
                .put("description", description)
                .put("key", idempotencyKey);
        variables.set("price", input(amount));
        String record = Json.text(graph.mutate("Usage", variables).path("appUsageRecord"), "id");
        if (record == null) {
            throw new AdapterException.Unavailable("the shop does not say what became of the charge", true, null);
        }
        return record;
    }

    private static ObjectNode input(Money money) {
        return Json.object()
                .put("amount", money.amount().toPlainString())
                .put("currencyCode", money.currency().getCurrencyCode());
    }

    private static Money money(JsonNode node) {
        return Money.of(node.path("amount").asText(), node.path("currencyCode").asText());
    }
}
