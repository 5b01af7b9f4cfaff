package io.polyclerk.server.door;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.install.Installations;
import io.polyclerk.server.install.Installed;
import io.polyclerk.server.install.OrderTalks;
import io.polyclerk.server.install.PrivacyDesk;
import io.polyclerk.server.install.PrivacyStore.Demand;
import io.polyclerk.server.json.Json;
import io.polyclerk.spi.PrivacyRequest;
import io.polyclerk.spi.PrivacyRequest.Kind;
import io.polyclerk.spi.message.ConnectionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a shop's own plugin may ask with its key: only what concerns that shop. Thread-safe. */
final class ShopDoor {

    private static final int MOST_ORDERS = 1_000;

    private final Installations installations;
    private final OpenConnections open;
    private final OrderTalks talks;
    private final PrivacyDesk privacy;

    ShopDoor(Installations installations, OpenConnections open, OrderTalks talks, PrivacyDesk privacy) {
        this.installations = installations;
        this.open = open;
        this.talks = talks;
        this.privacy = privacy;
    }

    /** {@code GET shop}: whether all is well. */
    Answer show(Installed shop) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("merchant", String.valueOf(shop.merchant()));
        shown.put("store", stateOf(shop.store()));
        shown.put("chat", stateOf(shop.chat()));
        return Answer.json(200, shown);
    }

    private Map<String, Object> stateOf(@Nullable ConnectionId id) {
        Map<String, Object> state = new LinkedHashMap<>();
        if (id != null) {
            state.put("id", id.value());
            state.put(
                    "state",
                    open.find(id)
                            .map(one -> one.connection().state().name().toLowerCase(java.util.Locale.ROOT))
                            .orElse("missing"));
        }
        return state;
    }

    /** {@code DELETE shop}: the plugin is being removed. */
    Answer remove(Installed shop) {
        installations.uninstall(shop);
        return Answer.empty(204);
    }

    /** {@code GET shop/orders?id=…&number=…&customer=…}: what was said about an order. */
    Answer order(Installed shop, String id, String number, String customer) {
        ConnectionId store = shop.store();
        String merchant = shop.merchant();
        if (id.isEmpty() || number.isEmpty() || store == null || merchant == null) {
            return Answer.problem(422, "invalid", "id and number of the order are wanted");
        }
        return Answer.json(200, talks.about(merchant, store.value(), id, number, customer));
    }

    /** {@code POST shop/privacy}: a customer asks the shop for their data, or for its end. */
    Answer privacy(Installed shop, JsonNode body) {
        @Nullable
        Kind kind = switch (body.path("kind").asText()) {
            case "export" -> Kind.EXPORT_CUSTOMER;
            case "erase" -> Kind.ERASE_CUSTOMER;
            default -> null;
        };
        List<String> orders = new ArrayList<>();
        body.path("orders").forEach(order -> orders.add(order.asText()));
        if (kind == null || orders.size() > MOST_ORDERS) {
            return Answer.problem(422, "invalid", "kind is 'export' or 'erase', with at most 1,000 orders");
        }
        Demand done = privacy.doNow(
                shop,
                new PrivacyRequest(
                        UUID.randomUUID().toString(),
                        shop.shop(),
                        kind,
                        text(body, "customerId"),
                        text(body, "email"),
                        text(body, "phone"),
                        orders));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", done.id());
        answer.put("outcome", Json.read(String.valueOf(done.outcome()), JsonNode.class));
        privacy.result(done.id()).ifPresent(found -> answer.put("found", Json.read(found, JsonNode.class)));
        return Answer.json(200, answer);
    }

    private static @Nullable String text(JsonNode body, String name) {
        String text = body.path(name).asText("").strip();
        return text.isEmpty() || text.equals("0") ? null : text;
    }
}
