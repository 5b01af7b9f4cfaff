package io.polyclerk.adapter.shopify;

import static io.polyclerk.adapter.shopify.ShopState.amount;
import static io.polyclerk.adapter.shopify.ShopState.child;
import static io.polyclerk.adapter.shopify.ShopState.list;
import static io.polyclerk.adapter.shopify.ShopState.map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What REST Admin makes of what the shop holds. */
final class RestViews {

    private RestViews() {}

    private static String tail(Object gid) {
        String id = (String) gid;
        return id.substring(id.lastIndexOf('/') + 1);
    }

    static long id(Map<String, Object> owner) {
        return Long.parseLong(tail(owner.get("id")));
    }

    static String lower(Object word) {
        return String.valueOf(word).toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> set(Map<String, Object> bag) {
        Map<String, Object> paid = child(bag, "presentmentMoney");
        return map("presentment_money", map("amount", paid.get("amount"), "currency_code", paid.get("currencyCode")));
    }

    static ObjectNode order(Map<String, Object> order) {
        Map<String, Object> customer = child(order, "customer");
        String fulfilment = lower(order.get("displayFulfillmentStatus"));
        Map<String, Object> rest = map(
                "id", id(order),
                "name", order.get("name"),
                "email", order.get("email"),
                "phone", null,
                "note", order.get("note"),
                "created_at", order.get("createdAt"),
                "processed_at", order.get("processedAt"),
                "updated_at", order.get("updatedAt"),
                "cancelled_at", order.get("cancelledAt"),
                "financial_status", lower(order.get("displayFinancialStatus")),
                "fulfillment_status", fulfilment.equals("unfulfilled") ? null : fulfilment,
                "taxes_included", order.get("taxesIncluded"),
                "currency", "GBP",
                "presentment_currency",
                        child(child(order, "totalPriceSet"), "presentmentMoney").get("currencyCode"),
                "total_price", "0.00",
                "total_price_set", set(child(order, "totalPriceSet")),
                "order_status_url", order.get("statusPageUrl"),
                "payment_gateway_names", order.get("paymentGatewayNames"),
                "customer", customer == null ? null : map("id", id(customer)),
                "billing_address", address(child(order, "billingAddress")),
                "shipping_address", address(child(order, "shippingAddress")),
                "line_items",
                        list(order, "lineItems").stream().map(RestViews::line).toList(),
                "fulfillments",
                        list(order, "fulfillments").stream()
                                .map(RestViews::parcel)
                                .toList(),
                "refunds",
                        list(order, "refunds").stream().map(RestViews::refund).toList());
        return Json.MAPPER.valueToTree(rest);
    }

    private static Map<String, Object> line(Map<String, Object> line) {
        BigDecimal whole = amount(child(line, "originalTotalSet"));
        String currency = (String)
                child(child(line, "originalTotalSet"), "presentmentMoney").get("currencyCode");
        int quantity = (int) line.get("quantity");
        return map(
                "id", id(line),
                "title", line.get("title"),
                "sku", line.get("sku"),
                "quantity", quantity,
                "product_id", id(child(line, "product")),
                "variant_id", id(child(line, "variant")),
                "price_set",
                        set(ShopState.money(
                                whole.divide(BigDecimal.valueOf(quantity)).toPlainString(), currency)),
                "discount_allocations",
                        list(line, "discountAllocations").stream()
                                .map(one -> map("amount_set", set(child(one, "allocatedAmountSet"))))
                                .toList(),
                "tax_lines",
                        list(line, "taxLines").stream()
                                .map(one -> map("price_set", set(child(one, "priceSet"))))
                                .toList());
    }

    private static Map<String, Object> parcel(Map<String, Object> parcel) {
        Map<String, Object> tracking = list(parcel, "trackingInfo").get(0);
        return map(
                "id", id(parcel),
                "status", lower(parcel.get("status")),
                "shipment_status", lower(parcel.get("displayStatus")),
                "created_at", parcel.get("createdAt"),
                "updated_at", parcel.get("createdAt"),
                "tracking_company", tracking.get("company"),
                "tracking_number", tracking.get("number"),
                "tracking_url", tracking.get("url"),
                "line_items",
                        list(parcel, "fulfillmentLineItems").stream()
                                .map(one -> map("id", id(child(one, "lineItem"))))
                                .toList());
    }

    static Map<String, Object> refund(Map<String, Object> refund) {
        Map<String, Object> paid = child(child(refund, "totalRefundedSet"), "presentmentMoney");
        return map(
                "id", id(refund),
                "note", refund.get("note"),
                "created_at", refund.get("createdAt"),
                "transactions",
                        List.of(
                                map(
                                        "kind",
                                        "refund",
                                        "status",
                                        "success",
                                        "amount",
                                        paid.get("amount"),
                                        "currency",
                                        paid.get("currencyCode")),
                                map(
                                        "kind",
                                        "refund",
                                        "status",
                                        "failure",
                                        "amount",
                                        "1.00",
                                        "currency",
                                        paid.get("currencyCode"))));
    }

    private static Map<String, Object> address(Map<String, Object> address) {
        if (address == null) {
            return null;
        }
        Map<String, Object> rest =
                map("province_code", address.get("provinceCode"), "country_code", address.get("countryCodeV2"));
        List.of("name", "address1", "address2", "city", "zip", "phone")
                .forEach(name -> rest.put(name, address.get(name)));
        return rest;
    }

    static List<Map<String, Object>> transactions(Map<String, Object> order) {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(map("id", 499, "kind", "authorization", "status", "success", "gateway", "bogus", "amount", "40.00"));
        all.add(map("id", 500, "kind", "sale", "status", "success", "gateway", "bogus", "amount", "40.00"));
        list(order, "refunds")
                .forEach(refund -> all.add(map(
                        "id",
                        id(refund),
                        "parent_id",
                        500,
                        "kind",
                        "refund",
                        "status",
                        "success",
                        "amount",
                        amount(child(refund, "totalRefundedSet")).toPlainString())));
        return all;
    }

    static ObjectNode product(Map<String, Object> product) {
        List<Map<String, Object>> variants = list(product, "variants").stream()
                .map(one -> map(
                        "id", id(one),
                        "sku", one.get("sku"),
                        "title", one.get("title"),
                        "option1", one.get("title"),
                        "price", one.get("price"),
                        "compare_at_price", one.get("compareAtPrice"),
                        "inventory_management", "shopify",
                        "inventory_policy", lower(one.get("inventoryPolicy")),
                        "inventory_quantity", one.get("inventoryQuantity")))
                .collect(Collectors.toList());
        return Json.MAPPER.valueToTree(map(
                "id",
                id(product),
                "title",
                product.get("title"),
                "status",
                lower(product.get("status")),
                "handle",
                "thing-" + id(product),
                "body_html",
                "<p>Keeps you dry.</p>",
                "product_type",
                "Outdoor",
                "vendor",
                "Fernwick",
                "tags",
                "rain, coat",
                "published_at",
                product.get("publishedAt"),
                "image",
                map("src", "https://cdn.example/x.jpg"),
                "options",
                List.of(map("name", "Size")),
                "variants",
                variants));
    }
}
