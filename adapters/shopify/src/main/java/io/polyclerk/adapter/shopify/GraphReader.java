package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Customer;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderLine;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what the GraphQL Admin API answers into ours. Any field that the app may not see is null. */
final class GraphReader {

    private GraphReader() {}

    /** @param lines all of them, also those beyond the first page */
    static Order order(JsonNode order, List<JsonNode> lines) {
        try {
            return translated(order, lines);
        } catch (DateTimeException | IllegalArgumentException nonsense) {
            throw new AdapterException.Unavailable("an order of the shop cannot be read", false, null);
        }
    }

    private static Order translated(JsonNode order, List<JsonNode> lines) {
        PaymentStatus payment =
                States.payment(order.path("displayFinancialStatus").asText());
        List<Shipment> shipments = shipments(order);
        boolean taxesIncluded = order.path("taxesIncluded").asBoolean();
        Address billing = address(order.path("billingAddress"));
        Instant placed = Json.instant(order, "processedAt");
        return States.withRevision(new Order(
                requiredId(order),
                States.number(Json.text(order, "name")),
                "",
                States.order(
                        Json.text(order, "cancelledAt") != null,
                        payment,
                        Objects.requireNonNullElse(Json.text(order, "displayFulfillmentStatus"), ""),
                        shipments),
                payment,
                placed,
                Objects.requireNonNullElse(Json.instantOrNull(order, "updatedAt"), placed),
                money(order.path("totalPriceSet")),
                lines.stream().map(line -> line(line, taxesIncluded)).toList(),
                customer(order, billing),
                billing,
                address(order.path("shippingAddress")),
                shipments,
                refunds(order),
                returns(order),
                Json.text(order.path("paymentGatewayNames").path(0)),
                ShopText.webAddress(Json.text(order, "statusPageUrl"))));
    }

    static String requiredId(JsonNode owner) {
        String id = Json.id(owner);
        if (id == null) {
            throw new IllegalArgumentException("without an id");
        }
        return id;
    }

    /** What the shopper paid in, which is not always the shop's own currency. */
    static Money money(JsonNode set) {
        JsonNode money = set.path("presentmentMoney");
        return Money.of(
                money.path("amount").asText(), money.path("currencyCode").asText());
    }

    private static OrderLine line(JsonNode line, boolean taxesIncluded) {
        Money whole = money(line.path("originalTotalSet"));
        BigDecimal amount = whole.amount();
        for (JsonNode discount : line.path("discountAllocations")) {
            amount = amount.subtract(money(discount.path("allocatedAmountSet")).amount());
        }
        for (JsonNode tax : taxesIncluded ? Json.object() : line.path("taxLines")) {
            amount = amount.add(money(tax.path("priceSet")).amount());
        }
        String title = line.path("title").asText();
        String variant = Json.text(line, "variantTitle");
        return new OrderLine(
                requiredId(line),
                Json.id(line.path("product")),
                Json.id(line.path("variant")),
                Json.text(line, "sku"),
                variant == null ? title : title + " – " + variant,
                line.path("quantity").asInt(),
                new Money(amount, whole.currency()));
    }

    private static Customer customer(JsonNode order, @Nullable Address billing) {
        JsonNode customer = order.path("customer");
        return new Customer(
                Json.id(customer),
                Json.first(billing == null ? null : billing.name(), Json.text(customer, "displayName")),
                Json.first(Json.text(order, "email"), Json.text(customer.path("defaultEmailAddress"), "emailAddress")),
                Json.first(
                        Json.first(Json.text(order, "phone"), billing == null ? null : billing.phone()),
                        Json.text(customer.path("defaultPhoneNumber"), "phoneNumber")));
    }

    static @Nullable Address address(JsonNode written) {
        return written.isObject()
                ? new Address(
                        Json.text(written, "name"),
                        Json.text(written, "address1"),
                        Json.text(written, "address2"),
                        Json.text(written, "city"),
                        Json.first(Json.text(written, "provinceCode"), Json.text(written, "province")),
                        Json.text(written, "zip"),
                        Json.text(written, "countryCodeV2"),
                        Json.text(written, "phone"))
                : null;
    }

    private static List<Shipment> shipments(JsonNode order) {
        List<Shipment> shipments = new ArrayList<>();
        for (JsonNode parcel : order.path("fulfillments")) {
            String state = parcel.path("status").asText();
            if (List.of("CANCELLED", "ERROR", "FAILURE").contains(state)) {
                continue;
            }
            JsonNode tracking = parcel.at("/trackingInfo/0");
            Instant delivered = Json.instantOrNull(parcel, "deliveredAt");
            List<String> lines = new ArrayList<>();
            parcel.at("/fulfillmentLineItems/nodes").forEach(one -> lines.add(requiredId(one.path("lineItem"))));
            shipments.add(new Shipment(
                    requiredId(parcel),
                    States.shipment(
                            Objects.requireNonNullElse(Json.text(parcel, "displayStatus"), state), delivered != null),
                    Json.text(tracking, "company"),
                    Json.text(tracking, "number"),
                    ShopText.webAddress(Json.text(tracking, "url")),
                    Json.instantOrNull(parcel, "createdAt"),
                    Json.instantOrNull(parcel, "estimatedDeliveryAt"),
                    delivered,
                    lines,
                    lastEvent(parcel.at("/events/nodes/0"))));
        }
        return shipments;
    }

    private static @Nullable String lastEvent(JsonNode event) {
        String place = Stream.of(Json.text(event, "city"), Json.text(event, "country"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        String words = Json.first(Json.text(event, "message"), Json.text(event, "status"));
        return words == null || place.isEmpty() ? words : words + " (" + place + ")";
    }

    private static List<Refund> refunds(JsonNode order) {
        List<Refund> refunds = new ArrayList<>();
        for (JsonNode refund : order.path("refunds")) {
            Money amount = money(refund.path("totalRefundedSet"));
            // Units that were only taken off the order are kept as a refund of nothing.
            if (!amount.isZero()) {
                Instant at = Json.instantOrNull(refund, "createdAt");
                refunds.add(States.refund(
                        Json.id(refund),
                        amount,
                        Json.text(refund, "note"),
                        at == null ? Json.instant(order, "updatedAt") : at));
            }
        }
        return refunds;
    }

    private static List<ReturnRequest> returns(JsonNode order) {
        List<ReturnRequest> returns = new ArrayList<>();
        for (JsonNode one : order.at("/returns/nodes")) {
            List<String> lines = new ArrayList<>();
            String reason = null;
            for (JsonNode line : one.at("/returnLineItems/nodes")) {
                String id = Json.id(line.at("/fulfillmentLineItem/lineItem"));
                if (id != null) {
                    lines.add(id);
                }
                String words = Json.text(line, "customerNote");
                reason = Json.first(reason, Json.first(words, Json.text(line.path("returnReasonDefinition"), "name")));
            }
            returns.add(new ReturnRequest(
                    requiredId(one), lines, one.path("status").asText(), reason, Json.instant(one, "createdAt")));
        }
        return returns;
    }
}
