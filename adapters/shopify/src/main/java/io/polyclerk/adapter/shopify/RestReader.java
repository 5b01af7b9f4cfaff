package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Customer;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderLine;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Refund;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import io.polyclerk.spi.store.Variant;
import io.polyclerk.support.ShopText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what REST Admin answers into ours. */
final class RestReader {

    private RestReader() {}

    static Order order(JsonNode order) {
        try {
            return translated(order);
        } catch (DateTimeException | IllegalArgumentException nonsense) {
            throw new AdapterException.Unavailable("an order of the shop cannot be read", false, null);
        }
    }

    private static Order translated(JsonNode order) {
        String currency =
                order.path("presentment_currency").asText(order.path("currency").asText());
        PaymentStatus payment = States.payment(States.upper(Json.text(order, "financial_status")));
        List<Shipment> shipments = shipments(order);
        Address billing = address(order.path("billing_address"));
        Instant placed = Json.instant(order, Json.text(order, "processed_at") == null ? "created_at" : "processed_at");
        boolean taxesIncluded = order.path("taxes_included").asBoolean();
        List<OrderLine> lines = new ArrayList<>();
        order.path("line_items").forEach(line -> lines.add(line(line, currency, taxesIncluded)));
        return States.withRevision(new Order(
                Objects.requireNonNullElse(Json.text(order, "id"), ""),
                States.number(Json.text(order, "name")),
                "",
                States.order(
                        Json.text(order, "cancelled_at") != null,
                        payment,
                        States.upper(Json.text(order, "fulfillment_status")),
                        shipments),
                payment,
                placed,
                Objects.requireNonNullElse(Json.instantOrNull(order, "updated_at"), placed),
                money(order, "total_price", currency),
                lines,
                customer(order, billing),
                billing,
                address(order.path("shipping_address")),
                shipments,
                refunds(order, currency),
                List.of(),
                Json.text(order.path("payment_gateway_names").path(0)),
                ShopText.webAddress(Json.text(order, "order_status_url"))));
    }

    /** What the shopper paid in, which is not always the shop's own currency. */
    private static Money money(JsonNode fields, String name, String currency) {
        JsonNode paid = fields.path(name + "_set").path("presentment_money");
        return paid.isObject()
                ? Money.of(
                        paid.path("amount").asText(), paid.path("currency_code").asText())
                : Money.of(fields.path(name).asText(), currency);
    }

    private static OrderLine line(JsonNode line, String currency, boolean taxesIncluded) {
        Money unit = money(line, "price", currency);
        int quantity = line.path("quantity").asInt();
        BigDecimal amount = unit.amount().multiply(BigDecimal.valueOf(quantity));
        for (JsonNode discount : line.path("discount_allocations")) {
            amount = amount.subtract(money(discount, "amount", currency).amount());
        }
        for (JsonNode tax : taxesIncluded ? Json.object() : line.path("tax_lines")) {
            amount = amount.add(money(tax, "price", currency).amount());
        }
        String title = line.path("title").asText();
        String variant = Json.text(line, "variant_title");
        return new OrderLine(
                line.path("id").asText(),
                Json.text(line, "product_id"),
                Json.text(line, "variant_id"),
                Json.text(line, "sku"),
                variant == null ? title : title + " – " + variant,
                quantity,
                new Money(amount, unit.currency()));
    }

    private static Customer customer(JsonNode order, @Nullable Address billing) {
        JsonNode customer = order.path("customer");
        return new Customer(
                Json.text(customer, "id"),
                billing == null ? null : billing.name(),
                Json.first(
                        Json.first(Json.text(order, "email"), Json.text(order, "contact_email")),
                        Json.text(customer, "email")),
                Json.first(
                        Json.first(Json.text(order, "phone"), billing == null ? null : billing.phone()),
                        Json.text(customer, "phone")));
    }

    private static @Nullable Address address(JsonNode written) {
        return written.isObject()
                ? new Address(
                        Json.text(written, "name"),
                        Json.text(written, "address1"),
                        Json.text(written, "address2"),
                        Json.text(written, "city"),
                        Json.first(Json.text(written, "province_code"), Json.text(written, "province")),
                        Json.text(written, "zip"),
                        Json.text(written, "country_code"),
                        Json.text(written, "phone"))
                : null;
    }

    private static List<Shipment> shipments(JsonNode order) {
        List<Shipment> shipments = new ArrayList<>();
        for (JsonNode parcel : order.path("fulfillments")) {
            String state = States.upper(Json.text(parcel, "status"));
            if (List.of("CANCELLED", "ERROR", "FAILURE").contains(state)) {
                continue;
            }
            List<String> lines = new ArrayList<>();
            parcel.path("line_items").forEach(line -> lines.add(line.path("id").asText()));
            String word = States.upper(Json.text(parcel, "shipment_status"));
            ShipmentStatus status = States.shipment(word.isEmpty() ? "FULFILLED" : word, false);
            shipments.add(new Shipment(
                    parcel.path("id").asText(),
                    status,
                    Json.text(parcel, "tracking_company"),
                    Json.text(parcel, "tracking_number"),
                    ShopText.webAddress(Json.text(parcel, "tracking_url")),
                    Json.instantOrNull(parcel, "created_at"),
                    null,
                    // When it arrived is not told; the last change is when it was said to have.
                    status == ShipmentStatus.DELIVERED ? Json.instantOrNull(parcel, "updated_at") : null,
                    lines,
                    Json.text(parcel, "shipment_status")));
        }
        return shipments;
    }

    private static List<Refund> refunds(JsonNode order, String currency) {
        List<Refund> refunds = new ArrayList<>();
        for (JsonNode refund : order.path("refunds")) {
            BigDecimal amount = BigDecimal.ZERO;
            String paid = currency;
            for (JsonNode transaction : refund.path("transactions")) {
                if (List.of("success", "pending")
                                .contains(transaction.path("status").asText())
                        && transaction.path("kind").asText().equals("refund")) {
                    amount = amount.add(States.decimal(transaction, "amount"));
                    paid = transaction.path("currency").asText(currency);
                }
            }
            // Units that were only taken off the order are kept as a refund of nothing.
            if (amount.signum() > 0) {
                refunds.add(States.refund(
                        Json.text(refund, "id"),
                        Money.of(amount.toPlainString(), paid),
                        Json.text(refund, "note"),
                        Json.instant(refund, "created_at")));
            }
        }
        return refunds;
    }

    static Product product(JsonNode product, String shopAddress, String currency, Instant now) {
        try {
            List<String> names = new ArrayList<>();
            product.path("options")
                    .forEach(option -> names.add(option.path("name").asText()));
            List<Variant> variants = new ArrayList<>();
            product.path("variants").forEach(one -> variants.add(variant(one, names, currency, now)));
            String text = ShopText.paragraphs(product.path("body_html").asText(""));
            String vendor = Json.text(product, "vendor");
            String type = Json.text(product, "product_type");
            return new Product(
                    product.path("id").asText(),
                    product.path("title").asText(),
                    text.isEmpty() ? null : text,
                    ShopText.webAddress(
                            shopAddress + "/products/" + product.path("handle").asText()),
                    ShopText.webAddress(Json.text(product.path("image"), "src")),
                    type == null ? List.of() : List.of(type),
                    vendor == null ? Map.of() : Map.of("vendor", vendor),
                    variants);
        } catch (DateTimeException | IllegalArgumentException nonsense) {
            throw new AdapterException.Unavailable("a product of the shop cannot be read", false, null);
        }
    }

    private static Variant variant(JsonNode variant, List<String> names, String currency, Instant now) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int at = 0; at < names.size(); at++) {
            String value = Json.text(variant, "option" + (at + 1));
            if (value != null) {
                options.put(names.get(at), value);
            }
        }
        boolean counted = Json.text(variant, "inventory_management") != null;
        int quantity = variant.path("inventory_quantity").asInt();
        boolean oversold = variant.path("inventory_policy").asText().equals("continue");
        return ProductReader.variant(
                variant,
                options,
                Json.text(variant, "compare_at_price"),
                currency,
                States.stock(!counted || quantity > 0 || oversold, counted, quantity, oversold, now));
    }
}
