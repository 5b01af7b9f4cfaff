package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderLine;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Refund;
import io.polyclerk.spi.store.ReturnRequest;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.support.ShopText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a shop's orders into ours. What an order only hints at, refunds and fulfilments, is asked for. */
final class WooCommerceReader {

    private final WooCommerceApi api;

    WooCommerceReader(WooCommerceApi api) {
        this.api = api;
    }

    /** Whether an order was placed: unfinished carts and drafts are kept among the orders too. */
    static boolean isPlaced(JsonNode order) {
        return !List.of("trash", "checkout-draft", "auto-draft", "draft")
                .contains(order.path("status").asText());
    }

    Order read(JsonNode order) {
        return read(order, refundsOf(order));
    }

    List<JsonNode> refundsOf(JsonNode order) {
        return order.path("refunds").isEmpty()
                ? List.of()
                : api.refunds(order.path("id").asLong());
    }

    Order read(JsonNode order, List<JsonNode> refunds) {
        try {
            return translated(order, refunds);
        } catch (DateTimeException | IllegalArgumentException nonsense) {
            throw new AdapterException.Unavailable("an order of the shop cannot be read", false, null);
        }
    }

    private Order translated(JsonNode order, List<JsonNode> refunds) {
        String currency = order.path("currency").asText();
        String status = order.path("status").asText();
        boolean settled =
                List.of("completed", "refunded", "cancelled", "delivered").contains(status);
        Shipments sent = Shipments.of(order, fulfillmentsOf(order), settled);
        List<Shipment> shipments = sent.parcels();
        List<OrderLine> lines = new ArrayList<>();
        order.path("line_items").forEach(line -> lines.add(line(line, currency)));
        List<Refund> ours = refunds.stream()
                .map(refund -> refund(refund, currency))
                .filter(refund -> !refund.amount().isZero())
                .toList();
        Money total = Money.of(order.path("total").asText(), currency);
        Instant changed = Json.instantOrNull(order, "date_modified_gmt");
        Instant placed = placed(order);
        return new Order(
                order.path("id").asText(),
                numberOf(order),
                revision(order, shipments),
                status(order, status, sent),
                payment(order, total, ours),
                placed,
                changed == null ? placed : changed,
                total,
                lines,
                People.customer(order),
                People.address(order.path("billing")),
                People.address(order.path("shipping")),
                shipments,
                ours,
                returns(order),
                plain(order, "payment_method_title"),
                isPayable(order) ? ShopText.webAddress(Json.text(order, "payment_url")) : null);
    }

    /** Orders that were brought over from another shop may lack any of these. */
    private static Instant placed(JsonNode order) {
        return Stream.of("date_created_gmt", "date_paid_gmt", "date_completed_gmt", "date_modified_gmt")
                .map(name -> Json.instantOrNull(order, name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an order without any date"));
    }

    private static @Nullable String plain(JsonNode order, String name) {
        String html = Json.text(order, name);
        return html == null ? null : ShopText.line(html);
    }

    /** The page to pay at opens with a key that is part of its address; once paid, nobody needs it any more. */
    private static boolean isPayable(JsonNode order) {
        return Json.isTrue(order.path("needs_payment"));
    }

    static String numberOf(JsonNode order) {
        return order.path("number").asText().strip().replaceFirst("^#", "");
    }

    private List<JsonNode> fulfillmentsOf(JsonNode order) {
        // Without this mark there is nothing to ask for, and every order would cost a second call.
        String mark = Json.text(Json.meta(order), "_fulfillment_status");
        return mark == null || mark.equals("no_fulfillments")
                ? List.of()
                : api.fulfillments(order.path("id").asLong());
    }

    private static OrderStatus status(JsonNode order, String status, Shipments shipments) {
        return switch (status) {
            case "pending" -> OrderStatus.AWAITING_PAYMENT;
            case "processing" -> shipments.progress(order);
            case "on-hold" -> OrderStatus.ON_HOLD;
            case "partial-shipped", "partially-shipped" -> OrderStatus.PARTLY_SHIPPED;
            case "shipped" -> OrderStatus.SHIPPED;
            case "delivered" -> OrderStatus.DELIVERED;
            case "completed" -> OrderStatus.COMPLETED;
            case "cancelled" -> OrderStatus.CANCELLED;
            case "refunded" -> OrderStatus.REFUNDED;
            case "failed" -> OrderStatus.FAILED;
            // Plugins add any number of their own.
            default -> OrderStatus.UNKNOWN;
        };
    }

    private static PaymentStatus payment(JsonNode order, Money total, List<Refund> refunds) {
        BigDecimal back =
                refunds.stream().map(refund -> refund.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
        String status = order.path("status").asText();
        if (status.equals("refunded") || (back.signum() > 0 && back.compareTo(total.amount()) >= 0)) {
            return PaymentStatus.REFUNDED;
        }
        if (back.signum() > 0) {
            return PaymentStatus.PARTLY_REFUNDED;
        }
        if (Json.text(order, "date_paid_gmt") != null) {
            return PaymentStatus.PAID;
        }
        return status.equals("cancelled") ? PaymentStatus.VOIDED : PaymentStatus.UNPAID;
    }

    private static OrderLine line(JsonNode line, String currency) {
        BigDecimal gross = amount(line, "total").add(amount(line, "total_tax"));
        String variation = Json.text(line, "variation_id");
        String product = Json.text(line, "product_id");
        return new OrderLine(
                line.path("id").asText(),
                "0".equals(product) ? null : product,
                "0".equals(variation) ? null : variation,
                Json.text(line, "sku"),
                ShopText.line(line.path("name").asText()),
                line.path("quantity").asInt(),
                Money.of(gross.toPlainString(), currency));
    }

    static BigDecimal amount(JsonNode fields, String name) {
        String written = Json.text(fields, name);
        return written == null ? BigDecimal.ZERO : new BigDecimal(written);
    }

    private static Refund refund(JsonNode refund, String currency) {
        // The key is written last, so it stands for a refund that the payment provider has carried out.
        String key = Json.text(Json.meta(refund), Trace.REFUND_KEY);
        return new Refund(
                refund.path("id").asText(),
                Money.of(amount(refund, "amount").abs().toPlainString(), currency),
                Optional.ofNullable(Json.text(refund, "reason"))
                        .map(Trace::unmarked)
                        .filter(reason -> !reason.isEmpty())
                        .orElse(null),
                Json.instant(refund.path("date_created_gmt").asText()),
                key);
    }

    private static List<ReturnRequest> returns(JsonNode order) {
        List<ReturnRequest> returns = new ArrayList<>();
        Json.meta(order).properties().forEach(entry -> {
            if (entry.getKey().startsWith(Trace.RETURN)) {
                JsonNode record = entry.getValue();
                List<String> lines = new ArrayList<>();
                record.path("lines").forEach(line -> lines.add(line.asText()));
                returns.add(new ReturnRequest(
                        entry.getKey().substring(Trace.RETURN.length()),
                        lines,
                        record.path("status").asText("requested"),
                        Json.text(record, "reason"),
                        Json.instant(record.path("at").asText())));
            }
        });
        return returns;
    }

    /** Changes with what an action depends on, but not with notes and marks, which shops and plugins write all the time. */
    private static String revision(JsonNode order, List<Shipment> shipments) {
        StringBuilder facts = new StringBuilder();
        Stream.of("status", "total", "currency", "date_paid_gmt", "customer_id", "shipping", "payment_method")
                .forEach(name -> facts.append(order.path(name)).append('\n'));
        order.path("line_items")
                .forEach(line -> facts.append(line.path("id").asText())
                        .append('x')
                        .append(line.path("quantity").asText())
                        .append('\n'));
        order.path("refunds").forEach(refund -> facts.append("r").append(refund.path("id")));
        shipments.forEach(one -> facts.append("s").append(one.id()).append(one.status()));
        Json.meta(order).fieldNames().forEachRemaining(key -> {
            if (key.startsWith(Trace.RETURN)) {
                facts.append(key);
            }
        });
        return Trace.hash(facts.toString());
    }
}
