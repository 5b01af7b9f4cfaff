package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.adapter.woocommerce.ShopSimulator.Call;
import io.polyclerk.adapter.woocommerce.ShopSimulator.Reply;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom the simulated shop tells about changes. */
final class ShopWebhooks {

    private static final Pattern WEBHOOK = Pattern.compile("/webhooks/(\\d+)");

    final Map<Long, ObjectNode> all = new TreeMap<>();
    private final CallReader calls;

    ShopWebhooks(CallReader calls) {
        this.calls = calls;
    }

    Reply reply(Call call, String path) {
        Matcher webhook = WEBHOOK.matcher(path);
        if (webhook.matches()) {
            return webhook(call, Long.parseLong(webhook.group(1)));
        }
        return switch (call.method() + " " + path) {
            case "GET /webhooks" -> {
                calls.allow(call, "per_page", "page", "status");
                yield calls.paged(
                        call,
                        all.values().stream().map(ShopWebhooks::withoutSecret).toList());
            }
            case "POST /webhooks" -> createWebhook(call);
            default -> Reply.recorded(404, "error_404_no_route");
        };
    }

    private Reply createWebhook(Call call) {
        ObjectNode wanted = calls.body(call, "name", "topic", "delivery_url", "secret", "status");
        if (!wanted.path("topic")
                .asText()
                .matches("(order|product|customer|coupon)\\.(created|updated|deleted|restored)")) {
            return Reply.recorded(400, "error_400_webhook_topic");
        }
        ObjectNode webhook = (ObjectNode) Recordings.json("webhook_one");
        webhook.setAll(wanted);
        long id = calls.nextId();
        webhook.put("id", id);
        all.put(id, webhook);
        return new Reply(201, withoutSecret(webhook), Map.of());
    }

    private Reply webhook(Call call, long id) {
        ObjectNode webhook = all.get(id);
        if (webhook == null) {
            return Reply.recorded(404, "error_404_order");
        }
        if (call.method().equals("DELETE")) {
            calls.allow(call, "force");
            return Reply.ok(withoutSecret(all.remove(id)));
        }
        webhook.setAll(calls.body(call, "name", "delivery_url", "secret", "status"));
        return Reply.ok(withoutSecret(webhook));
    }

    private static ObjectNode withoutSecret(ObjectNode webhook) {
        ObjectNode shown = webhook.deepCopy();
        shown.remove("secret");
        return shown;
    }
}
