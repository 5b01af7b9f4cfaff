package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.adapter.woocommerce.ShopSimulator.Call;
import io.polyclerk.adapter.woocommerce.ShopSimulator.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads what the simulated shop is asked, keeps what a real one would overlook as violations, and numbers what is made. */
final class CallReader {

    private final Consumer<String> violations;
    private final AtomicLong lastId = new AtomicLong(10_000);

    CallReader(Consumer<String> violations) {
        this.violations = violations;
    }

    long nextId() {
        return lastId.incrementAndGet();
    }

    void violation(String what) {
        violations.accept(what);
    }

    void allow(Call call, String... parameters) {
        call.query().keySet().stream()
                .filter(name -> !List.of(parameters).contains(name))
                .forEach(name -> violations.accept(call.method() + " " + call.path() + " with " + name));
    }

    Reply paged(Call call, List<? extends JsonNode> all) {
        int size = Integer.parseInt(call.query().getOrDefault("per_page", "10"));
        int page = Integer.parseInt(call.query().getOrDefault("page", "1"));
        if (size < 1 || size > 100) {
            return Reply.recorded(400, "error_400_per_page");
        }
        ArrayNode batch = Recordings.JSON.createArrayNode();
        all.stream()
                .skip((page - 1L) * size)
                .limit(size)
                .forEach(one -> batch.add(only(call.query().get("_fields"), one.deepCopy())));
        return new Reply(
                200,
                batch,
                Map.of(
                        "X-WP-Total", String.valueOf(all.size()),
                        "X-WP-TotalPages", String.valueOf((all.size() + size - 1) / size)));
    }

    /** As WordPress does it; of a parameter that is there several times PHP knows the last one only. */
    private static JsonNode only(String fields, JsonNode thing) {
        return fields == null ? thing : ((ObjectNode) thing).retain(List.of(fields.split(",")));
    }

    ObjectNode body(Call call, String... allowed) {
        try {
            ObjectNode body = (ObjectNode) Recordings.JSON.readTree(call.body());
            body.fieldNames().forEachRemaining(name -> {
                if (!List.of(allowed).contains(name)) {
                    violations.accept(call.path() + " with the field " + name);
                }
            });
            return body;
        } catch (JsonProcessingException | ClassCastException broken) {
            violations.accept(call.path() + " with a body that is no object");
            return Recordings.JSON.createObjectNode();
        }
    }

    static Predicate<JsonNode> statusFilter(Call call) {
        String wanted = call.query().getOrDefault("status", "any");
        return one -> wanted.equals("any") || one.path("status").asText().equals(wanted);
    }
}
