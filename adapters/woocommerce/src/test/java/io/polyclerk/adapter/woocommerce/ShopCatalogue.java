package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.adapter.woocommerce.ShopSimulator.Call;
import io.polyclerk.adapter.woocommerce.ShopSimulator.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the simulated shop sells and for how much: products, coupons, taxes, and the pages around them. */
final class ShopCatalogue {

    private static final Pattern VARIATIONS = Pattern.compile("/products/(\\d+)/variations");

    final Map<Long, ObjectNode> products = new TreeMap<>();
    final Map<Long, List<ObjectNode>> variations = new TreeMap<>();
    final List<ObjectNode> pages = new ArrayList<>();
    final List<ObjectNode> taxRates = new ArrayList<>();
    final List<ObjectNode> coupons = new ArrayList<>();

    volatile boolean pagesHidden;
    volatile boolean listsVariations = true;
    volatile boolean computesTaxes = true;
    volatile boolean showsTaxes;
    volatile boolean hidesStore;

    private final CallReader calls;

    ShopCatalogue(CallReader calls) {
        this.calls = calls;
        Recordings.objects(
                        "products_search",
                        "product_on_sale",
                        "product_simple_by_sku",
                        "product_on_backorder_notify",
                        "product_variable",
                        "product_variable_parent_stock",
                        "product_grouped",
                        "product_external",
                        "product_draft",
                        "product_out_of_stock",
                        "product_low_stock",
                        "product_no_stock_management_virtual",
                        "product_backorder_silent")
                .forEach(product -> products.put(product.path("id").asLong(), product));
        addTaxRate(1, "GB", "", "20.0000");
        variations.put(98L, Recordings.objects("product_variable_variations"));
        variations.put(170L, Recordings.objects("product_variable_parent_stock_variations"));
    }

    Reply reply(Call call, String path) {
        Matcher variation = VARIATIONS.matcher(path);
        if (variation.matches()) {
            calls.allow(call, "per_page", "page", "status", "orderby", "order");
            List<ObjectNode> all = variations.getOrDefault(Long.parseLong(variation.group(1)), List.of());
            return calls.paged(
                    call, all.stream().filter(CallReader.statusFilter(call)).toList());
        }
        return switch (call.method() + " " + path) {
            case "GET /products" -> products(call);
            case "GET /variations" -> listedVariations(call);
            case "GET /taxes" -> {
                calls.allow(call, "per_page", "page");
                yield calls.paged(call, taxRates);
            }
            case "GET /settings/general/woocommerce_calc_taxes" ->
                Reply.ok(Recordings.JSON
                        .createObjectNode()
                        .put("id", "woocommerce_calc_taxes")
                        .put("value", computesTaxes ? "yes" : "no"));
            case "GET /coupons" -> {
                calls.allow(call, "code");
                yield calls.paged(
                        call,
                        coupons.stream()
                                .filter(one -> one.path("code")
                                        .asText()
                                        .equalsIgnoreCase(call.query().get("code")))
                                .toList());
            }
            case "GET /settings/tax" -> taxSettings();
            case "GET /data/currencies/current" -> Reply.ok(Recordings.json("data_currencies_current"));
            case "GET /system_status" -> {
                ObjectNode status = Recordings.JSON.createObjectNode();
                status.putObject("environment").put("language", "en_GB");
                yield Reply.ok(status);
            }
            default -> Reply.recorded(404, "error_404_no_route");
        };
    }

    Reply products(Call call) {
        calls.allow(call, "per_page", "page", "sku", "include", "status", "orderby", "order", "_fields");
        String sku = call.query().get("sku");
        String include = call.query().get("include");
        List<ObjectNode> all = new ArrayList<>(products.values());
        if (sku != null) {
            variations.forEach((parent, ones) -> ones.forEach(one -> {
                ObjectNode variation = one.deepCopy();
                variation.put("parent_id", parent);
                variation.put(
                        "name",
                        products.get(parent).path("name").asText() + " - "
                                + one.path("name").asText());
                all.add(variation);
            }));
        }
        return calls.paged(
                call,
                all.stream()
                        .filter(CallReader.statusFilter(call))
                        .filter(one -> sku == null || one.path("sku").asText().equalsIgnoreCase(sku))
                        .filter(one -> include == null
                                || List.of(include.split(","))
                                        .contains(one.path("id").asText()))
                        .toList());
    }

    private static Reply taxSetting(ArrayNode into, String id, String value) {
        into.addObject().put("id", id).put("value", value);
        return Reply.ok(into);
    }

    private Reply taxSettings() {
        ArrayNode settings = Recordings.JSON.createArrayNode();
        taxSetting(settings, "woocommerce_prices_include_tax", "no");
        return taxSetting(settings, "woocommerce_tax_display_shop", showsTaxes ? "incl" : "excl");
    }

    /** What the shop's own pages show, with a fifth of taxes. */
    Reply shown(Call call) {
        if (hidesStore) {
            return Reply.recorded(404, "error_404_no_route");
        }
        calls.allow(call, "per_page", "include", "type");
        List<String> wanted = List.of(call.query().get("include").split(","));
        ArrayNode shown = Recordings.JSON.createArrayNode();
        ("variation".equals(call.query().get("type"))
                        ? variations.values().stream().flatMap(List::stream)
                        : products.values().stream())
                .filter(one -> wanted.contains(one.path("id").asText()))
                .forEach(one -> {
                    ObjectNode prices = shown.addObject()
                            .put("id", one.path("id").asLong())
                            .putObject("prices")
                            .put("currency_minor_unit", 2);
                    for (String name : List.of("price", "regular_price")) {
                        prices.put(
                                name,
                                new BigDecimal(one.path(name).asText())
                                        .multiply(new BigDecimal("120"))
                                        .toBigInteger()
                                        .toString());
                    }
                });
        return Reply.ok(shown);
    }

    /** Since WooCommerce 10.3; older ones know no such route. */
    private Reply listedVariations(Call call) {
        calls.allow(call, "per_page", "page", "status", "orderby", "order");
        if (!listsVariations) {
            return Reply.recorded(404, "error_404_no_route");
        }
        List<ObjectNode> all = new ArrayList<>();
        variations.forEach((parent, ones) -> ones.stream()
                .filter(CallReader.statusFilter(call))
                .forEach(one -> all.add(one.deepCopy().put("parent_id", parent).put("type", "variation"))));
        return calls.paged(call, all);
    }

    ObjectNode addTaxRate(long id, String country, String state, String percent) {
        ObjectNode rate = Recordings.JSON.createObjectNode();
        rate.put("id", id).put("country", country).put("state", state).put("postcode", "");
        rate.put("city", "").put("rate", percent).put("name", "Tax").put("class", "standard");
        rate.putArray("postcodes");
        rate.putArray("cities");
        taxRates.add(rate);
        return rate;
    }

    Reply pages(Call call) {
        if (pagesHidden) {
            return Reply.recorded(401, "error_401_no_auth");
        }
        calls.allow(call, "per_page", "page", "_fields");
        return calls.paged(call, pages);
    }

    void addPage(String slug, String title, String html) {
        ObjectNode page = Recordings.JSON.createObjectNode();
        page.put("id", calls.nextId()).put("slug", slug).put("link", "https://shop.example/" + slug + "/");
        page.putObject("title").put("rendered", title);
        page.putObject("content").put("rendered", html).put("protected", false);
        pages.add(page);
    }

    /** With an address the real one computes the taxes of the whole order anew, paid or not, at today's rates for the new place. */
    void computeTaxes(ObjectNode order) {
        BigDecimal total = new BigDecimal(order.path("total").asText());
        for (JsonNode line : order.path("tax_lines")) {
            BigDecimal paid = new BigDecimal(line.path("tax_total").asText())
                    .add(new BigDecimal(line.path("shipping_tax_total").asText()));
            BigDecimal percent = taxRates.stream()
                    .filter(rate ->
                            rate.path("id").asText().equals(line.path("rate_id").asText()))
                    .filter(rate -> List.of("", order.at("/shipping/state").asText())
                            .contains(rate.path("state").asText()))
                    .map(rate -> new BigDecimal(rate.path("rate").asText()))
                    .findFirst()
                    .orElse(BigDecimal.ZERO);
            BigDecimal now = paid.multiply(percent)
                    .divide(new BigDecimal(line.path("rate_percent").asText()), 2, java.math.RoundingMode.HALF_UP);
            total = total.subtract(paid).add(now);
        }
        order.put("total", total.toPlainString());
    }
}
