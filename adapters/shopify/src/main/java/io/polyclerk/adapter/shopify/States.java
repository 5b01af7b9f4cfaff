package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Refund;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import io.polyclerk.spi.store.Stock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What both interfaces say with the same words, in upper case here, and the marks that we leave in a shop. */
final class States {

    private static final Pattern MARK = Pattern.compile("\\s*\\[ref ([\\w.:/-]{1,100})]\\s*$");

    private States() {}

    static String upper(@Nullable String word) {
        return word == null ? "" : word.toUpperCase(Locale.ROOT);
    }

    static PaymentStatus payment(String word) {
        return switch (word) {
            case "PENDING", "PARTIALLY_PAID", "UNPAID" -> PaymentStatus.UNPAID;
            case "AUTHORIZED" -> PaymentStatus.AUTHORIZED;
            case "PAID" -> PaymentStatus.PAID;
            case "PARTIALLY_REFUNDED" -> PaymentStatus.PARTLY_REFUNDED;
            case "REFUNDED" -> PaymentStatus.REFUNDED;
            case "VOIDED", "EXPIRED" -> PaymentStatus.VOIDED;
            default -> PaymentStatus.UNKNOWN;
        };
    }

    static OrderStatus order(boolean cancelled, PaymentStatus payment, String fulfilment, List<Shipment> shipments) {
        if (cancelled) {
            return OrderStatus.CANCELLED;
        }
        boolean arrived =
                !shipments.isEmpty() && shipments.stream().allMatch(one -> one.status() == ShipmentStatus.DELIVERED);
        return switch (fulfilment) {
            case "FULFILLED" -> arrived ? OrderStatus.DELIVERED : OrderStatus.SHIPPED;
            case "PARTIALLY_FULFILLED", "PARTIAL" -> OrderStatus.PARTLY_SHIPPED;
            case "RESTOCKED" -> payment == PaymentStatus.REFUNDED ? OrderStatus.REFUNDED : OrderStatus.UNKNOWN;
            case "ON_HOLD" -> OrderStatus.ON_HOLD;
            case "FULFILLMENT_NOT_REQUIRED" -> OrderStatus.COMPLETED;
            case "", "UNFULFILLED", "OPEN", "PENDING_FULFILLMENT", "IN_PROGRESS", "SCHEDULED", "REQUEST_DECLINED" ->
                notShipped(payment);
            default -> OrderStatus.UNKNOWN;
        };
    }

    private static OrderStatus notShipped(PaymentStatus payment) {
        return switch (payment) {
            case UNPAID -> OrderStatus.AWAITING_PAYMENT;
            case REFUNDED -> OrderStatus.REFUNDED;
            case VOIDED -> OrderStatus.FAILED;
            case AUTHORIZED, PAID, PARTLY_REFUNDED -> OrderStatus.PROCESSING;
            case UNKNOWN -> OrderStatus.UNKNOWN;
        };
    }

    static ShipmentStatus shipment(String word, boolean delivered) {
        if (delivered) {
            return ShipmentStatus.DELIVERED;
        }
        return switch (word) {
            case "CONFIRMED", "LABEL_PRINTED", "LABEL_PURCHASED", "LABEL_VOIDED", "SUBMITTED" ->
                ShipmentStatus.PREPARING;
            case "CARRIER_PICKED_UP", "IN_TRANSIT", "FULFILLED", "MARKED_AS_FULFILLED" -> ShipmentStatus.IN_TRANSIT;
            case "OUT_FOR_DELIVERY" -> ShipmentStatus.OUT_FOR_DELIVERY;
            case "ATTEMPTED_DELIVERY" -> ShipmentStatus.DELIVERY_ATTEMPTED;
            case "READY_FOR_PICKUP" -> ShipmentStatus.READY_FOR_PICKUP;
            case "DELIVERED", "PICKED_UP" -> ShipmentStatus.DELIVERED;
            case "DELAYED" -> ShipmentStatus.DELAYED;
            // The carrier says that it failed, and not where the parcel is.
            default -> ShipmentStatus.UNKNOWN;
        };
    }

    static Stock stock(boolean buyable, boolean counted, int quantity, boolean oversold, Instant now) {
        Stock.State state = !buyable
                ? Stock.State.OUT_OF_STOCK
                : counted && quantity <= 0 && oversold ? Stock.State.BACKORDER : Stock.State.IN_STOCK;
        return new Stock(state, counted ? Integer.valueOf(Math.max(0, quantity)) : null, null, now);
    }

    static BigDecimal decimal(JsonNode fields, String name) {
        String written = Json.text(fields, name);
        return written == null ? BigDecimal.ZERO : new BigDecimal(written);
    }

    /** The key of an action in a form that can stand in a note. */
    static String name(String key) {
        return key.matches("[\\w.:/-]{1,100}") ? key : uuid(key);
    }

    static String uuid(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static String marked(String text, String key) {
        return (text.strip() + " [ref " + name(key) + "]").strip();
    }

    static @Nullable String markOf(@Nullable String note) {
        Matcher mark = MARK.matcher(note == null ? "" : note);
        return mark.find() ? mark.group(1) : null;
    }

    static @Nullable String unmarked(@Nullable String note) {
        String words = note == null ? "" : MARK.matcher(note).replaceFirst("").strip();
        return words.isEmpty() ? null : words;
    }

    static Refund refund(@Nullable String id, Money amount, @Nullable String note, Instant at) {
        return new Refund(id == null ? "" : id, amount, unmarked(note), at, markOf(note));
    }

    /** Changes with what an action depends on, but not with notes and tags, which shops and apps write all the time. */
    static Order withRevision(Order order) {
        StringBuilder facts = new StringBuilder();
        facts.append(order.status()).append(order.payment()).append(order.total());
        order.lines()
                .forEach(line -> facts.append('|').append(line.id()).append('x').append(line.quantity()));
        order.shipments().forEach(one -> facts.append("|s").append(one.id()).append(one.status()));
        order.refunds().forEach(one -> facts.append("|r").append(one.id()));
        order.returns().forEach(one -> facts.append("|b").append(one.id()).append(one.status()));
        Address to = order.shippingAddress();
        if (to != null) {
            facts.append(List.of(
                    "" + to.name(),
                    "" + to.line1(),
                    "" + to.line2(),
                    "" + to.city(),
                    "" + to.region(),
                    "" + to.postcode(),
                    "" + to.countryCode(),
                    "" + to.phone()));
        }
        return new Order(
                order.id(),
                order.number(),
                uuid(facts.toString()).replace("-", "").substring(0, 16),
                order.status(),
                order.payment(),
                order.placedAt(),
                order.updatedAt(),
                order.total(),
                order.lines(),
                order.customer(),
                order.billingAddress(),
                order.shippingAddress(),
                order.shipments(),
                order.refunds(),
                order.returns(),
                order.paymentMethod(),
                order.statusPage());
    }

    /** Names are kept with a {@code #} that shoppers often leave out. */
    static String number(@Nullable String name) {
        return name == null ? "" : name.strip().replaceFirst("^#", "").strip();
    }
}
