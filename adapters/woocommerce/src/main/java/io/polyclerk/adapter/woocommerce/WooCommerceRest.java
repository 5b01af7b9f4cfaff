package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import feign.Headers;
import feign.Param;
import feign.QueryMap;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import java.util.Map;

/** What is called of a shop. Bodies and errors are read by {@link WooCommerceApi}, as they belong together here. */
@Headers({"Accept: application/json", "User-Agent: Polyclerk"})
interface WooCommerceRest {

    String V3 = "/wp-json/wc/v3";

    @RequestLine("GET " + V3 + "/orders")
    Response orders(@QueryMap Map<String, Object> query);

    @RequestLine("GET " + V3 + "/orders/{id}")
    Response order(@Param("id") long id);

    @RequestLine("PUT " + V3 + "/orders/{id}")
    @Headers("Content-Type: application/json")
    Response updateOrder(@Param("id") long id, JsonNode change);

    /** With nothing in it, it changes nothing; a key that may only read is refused all the same. */
    @RequestLine("POST " + V3 + "/orders/batch")
    @Headers("Content-Type: application/json")
    Response changeOrders(JsonNode nothing);

    @RequestLine("GET " + V3 + "/orders/{id}/refunds?per_page=100")
    Response refunds(@Param("id") long id);

    @RequestLine("POST " + V3 + "/orders/{id}/refunds")
    @Headers("Content-Type: application/json")
    Response createRefund(@Param("id") long id, JsonNode refund, Request.Options patience);

    @RequestLine("GET " + V3 + "/orders/{id}/notes")
    Response notes(@Param("id") long id);

    @RequestLine("GET " + V3 + "/orders/{id}/notes?type=customer")
    Response customerNotes(@Param("id") long id);

    @RequestLine("POST " + V3 + "/orders/{id}/notes")
    @Headers("Content-Type: application/json")
    Response createNote(@Param("id") long id, JsonNode note);

    @RequestLine("GET " + V3 + "/orders/{id}/fulfillments")
    Response fulfillments(@Param("id") long id);

    @RequestLine("GET " + V3 + "/products")
    Response products(@QueryMap Map<String, Object> query);

    @RequestLine("GET " + V3 + "/products/{id}/variations")
    Response variations(@Param("id") long id, @QueryMap Map<String, Object> query);

    /** Variations of all products (since WooCommerce 10.3). */
    @RequestLine("GET " + V3 + "/variations")
    Response variations(@QueryMap Map<String, Object> query);

    @RequestLine("GET " + V3 + "/taxes")
    Response taxes(@QueryMap Map<String, Object> query);

    @RequestLine("GET " + V3 + "/settings/general/woocommerce_calc_taxes")
    Response calculatesTaxes();

    @RequestLine("GET " + V3 + "/coupons")
    Response coupons(@QueryMap Map<String, Object> query);

    @RequestLine("GET " + V3 + "/settings/tax")
    Response taxSettings();

    @RequestLine("GET " + V3 + "/data/currencies/current")
    Response currency();

    @RequestLine("GET " + V3 + "/system_status?_fields=environment.language")
    Response systemStatus();

    @RequestLine("GET " + V3 + "/webhooks")
    Response webhooks(@QueryMap Map<String, Object> query);

    @RequestLine("POST " + V3 + "/webhooks")
    @Headers("Content-Type: application/json")
    Response createWebhook(JsonNode webhook);

    @RequestLine("PUT " + V3 + "/webhooks/{id}")
    @Headers("Content-Type: application/json")
    Response updateWebhook(@Param("id") long id, JsonNode webhook);

    @RequestLine("DELETE " + V3 + "/webhooks/{id}?force=true")
    Response deleteWebhook(@Param("id") long id);

    /** The shop's plugin; its name begins with {@code wc-}, so that WooCommerce lets it in with the same key. */
    @RequestLine("POST /wp-json/wc-polyclerk/v1/connection")
    @Headers("Content-Type: application/json")
    Response introduce(JsonNode facts);

    /** What every visitor can read, asked for without the keys, which WordPress would take for a wrong password. */
    @Headers({"Accept: application/json", "User-Agent: Polyclerk"})
    interface Public {
        @RequestLine("GET /wp-json/wp/v2/pages")
        Response pages(@QueryMap Map<String, Object> query);

        /** Products as the shop's own pages show them. */
        @RequestLine("GET /wp-json/wc/store/v1/products?per_page=100")
        Response products(@QueryMap Map<String, Object> query);
    }
}
