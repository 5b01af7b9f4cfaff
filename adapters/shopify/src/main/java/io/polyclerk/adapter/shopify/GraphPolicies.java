package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.support.ShopText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shop's policies, in its own language and in those that it has them translated to. */
final class GraphPolicies {

    private final GraphQl graph;

    GraphPolicies(GraphQl graph) {
        this.graph = graph;
    }

    List<ShopPolicy> policies() {
        List<JsonNode> locales = locales();
        String own = locales.stream()
                .filter(one -> one.path("primary").asBoolean())
                .map(one -> one.path("locale").asText())
                .findFirst()
                .orElse("und");
        List<ShopPolicy> policies = new ArrayList<>();
        for (JsonNode policy : graph.query("Policies", Json.object()).at("/shop/shopPolicies")) {
            add(policies, policy, own, Json.text(policy, "title"), Json.text(policy, "body"));
        }
        for (JsonNode locale : locales) {
            String language = locale.path("locale").asText();
            if (!policies.isEmpty() && locale.path("published").asBoolean() && !language.equals(own)) {
                addTranslated(policies, language);
            }
        }
        return policies;
    }

    /** None when the app may not see them, which is no reason to be silent about the policies themselves. */
    private List<JsonNode> locales() {
        try {
            return Json.list(graph.query("Locales", Json.object()).path("shopLocales"));
        } catch (AdapterException.CredentialsRejected scopeMissing) {
            return List.of();
        }
    }

    private void addTranslated(List<ShopPolicy> policies, String language) {
        JsonNode found;
        try {
            found = graph.query("PolicyTranslations", Json.object().put("locale", language));
        } catch (AdapterException.CredentialsRejected scopeMissing) {
            return;
        }
        for (JsonNode policy : found.at("/shop/shopPolicies")) {
            String title = Json.text(policy, "title");
            String body = null;
            for (JsonNode translation : policy.path("translations")) {
                // An outdated one would promise what the shop has taken back.
                if (!translation.path("outdated").asBoolean()) {
                    String key = translation.path("key").asText();
                    title = key.equals("title") ? Json.first(Json.text(translation, "value"), title) : title;
                    body = key.equals("body") ? Json.text(translation, "value") : body;
                }
            }
            add(policies, policy, language, title, body);
        }
    }

    static void add(
            List<ShopPolicy> policies,
            JsonNode policy,
            String language,
            @Nullable String title,
            @Nullable String body) {
        String text = body == null ? "" : ShopText.paragraphs(body);
        if (!text.isEmpty()) {
            policies.add(new ShopPolicy(
                    kind(policy.path("type").asText(policy.path("handle").asText())),
                    language,
                    title == null ? "" : title,
                    text,
                    ShopText.webAddress(Json.text(policy, "url"))));
        }
    }

    private static ShopPolicy.Kind kind(String type) {
        return switch (States.upper(type).replace('-', '_')) {
            case "REFUND_POLICY" -> ShopPolicy.Kind.RETURNS;
            case "SHIPPING_POLICY" -> ShopPolicy.Kind.SHIPPING;
            case "PRIVACY_POLICY" -> ShopPolicy.Kind.PRIVACY;
            case "TERMS_OF_SERVICE", "TERMS_OF_SALE" -> ShopPolicy.Kind.TERMS;
            default -> ShopPolicy.Kind.OTHER;
        };
    }
}
