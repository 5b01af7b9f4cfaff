package io.polyclerk.adapter.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import feign.Headers;
import feign.Param;
import feign.QueryMap;
import feign.RequestLine;
import feign.Response;
import java.util.Map;

/** What is called of a shop. Bodies and errors are read by {@link Answers}, as they belong together here. */
@Headers({"Accept: application/json", "User-Agent: Polyclerk"})
interface ShopifyRest {

    /** Pinned: our operations are proven against it. */
    String VERSION = "2026-10";

    String TOKEN = "X-Shopify-Access-Token: {token}";

    String ADMIN = "/admin/api/" + VERSION;

    @RequestLine("POST " + ADMIN + "/graphql.json")
    @Headers({"Content-Type: application/json", TOKEN})
    Response graphql(@Param("token") String token, JsonNode operation);

    @RequestLine("GET " + ADMIN + "/{path}.json")
    @Headers(TOKEN)
    Response get(@Param("token") String token, @Param("path") String path, @QueryMap Map<String, Object> query);

    @RequestLine("POST " + ADMIN + "/{path}.json")
    @Headers({"Content-Type: application/json", TOKEN})
    Response post(@Param("token") String token, @Param("path") String path, JsonNode body);

    @RequestLine("PUT " + ADMIN + "/{path}.json")
    @Headers({"Content-Type: application/json", TOKEN})
    Response put(@Param("token") String token, @Param("path") String path, JsonNode body);

    @RequestLine("DELETE " + ADMIN + "/{path}.json")
    @Headers(TOKEN)
    Response delete(@Param("token") String token, @Param("path") String path);

    /** Where tokens are made; it has no version. */
    @Headers({"Accept: application/json", "User-Agent: Polyclerk", "Content-Type: application/json"})
    interface Tokens {
        @RequestLine("POST /admin/oauth/access_token")
        Response token(JsonNode credentials);

        /** Gives the token back, and with it the app's place in the shop. */
        @RequestLine("DELETE /admin/api_permissions/current.json")
        @Headers(TOKEN)
        Response revoke(@Param("token") String token);
    }
}
