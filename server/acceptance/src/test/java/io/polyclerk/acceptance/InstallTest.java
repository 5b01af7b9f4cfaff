package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.acceptance.Api.Answer;
import io.polyclerk.adapter.woocommerce.SimulatedShop;
import io.polyclerk.load.RunningServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The doors through which shops connect themselves, vouch for their customers, and leave. */
class InstallTest {

    private static final String INSTALL = "/install/woocommerce/";
    private static final String ADMIN = RunningServer.adminToken();

    private final RunningShop server = RunningShop.get();
    private final Api api = new Api(server.server);
    private final SimulatedShop shop = new SimulatedShop(Duration.ZERO, Integer.MAX_VALUE);

    @AfterEach
    void close() {
        shop.close();
    }

    private Answer begin() throws Exception {
        ObjectNode wish = Api.JSON.createObjectNode();
        wish.put("shop", shop.settings().get("shopUrl"));
        wish.put("back", shop.settings().get("shopUrl") + "/wp-admin/");
        wish.putObject("settings").put("trustedCertificate", shop.settings().get("trustedCertificate"));
        return api.call(null, "POST", INSTALL + "begin", wish.toString());
    }

    /** Connects the shop as its merchant would. @return id of the installation */
    private String connected() throws Exception {
        Answer begun = begin();
        assertThat(begun.status()).as(begun.body()).isEqualTo(201);
        String state = begun.json().path("state").asText();
        assertThat(begun.json().path("authorize").asText())
                .startsWith(shop.settings().get("shopUrl") + "/wc-auth/v1/authorize?")
                .contains("user_id=" + state);
        shop.begin(state);
        assertThat(api.call(null, "POST", INSTALL + "callback", shop.agreed(state))
                        .status())
                .isEqualTo(200);
        String id = begun.json().path("id").asText();
        await(INSTALL + "begun/" + id, "active");
        assertThat(api.call(null, "POST", INSTALL + "callback", shop.agreed(state))
                        .status())
                .as("a nonce is good once")
                .isEqualTo(403);
        return id;
    }

    private void await(String path, String status) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        String seen = "";
        while (!seen.equals(status) && Instant.now().isBefore(end)) {
            // Callers without a key are allowed sixty requests a minute.
            Thread.sleep(700);
            Answer answer = api.call(null, "GET", path, null);
            seen = answer.json().path("status").asText();
            assertThat(seen).as(answer.body()).isNotEqualTo("failed");
        }
        assertThat(seen).isEqualTo(status);
    }

    @Test
    void aShopConnectsItselfIsAnsweredFromAndIsDisconnectedAgain() throws Exception {
        String id = connected();
        Map<String, String> told = shop.introduction();
        assertThat(told).containsKeys("store", "chat", "customerSecret", "key");
        assertThat(shop.webhooks()).isPositive();
        Answer mine = api.call(told.get("key"), "GET", INSTALL + "shop", null);
        assertThat(mine.json().at("/store/state").asText()).isEqualTo("active");

        WebChat chat = new WebChat(server.server, told.get("chat"));
        chat.say("Where is my order 235?", "e-mail");
        chat.say("liam.nguyen@mail.example", "235");

        String path = "/api/v1/installations/" + id;
        assertThat(api.call(api.token("agent", "demo"), "DELETE", path, null).status())
                .isEqualTo(403);
        assertThat(api.call(null, "DELETE", path, null).status()).isEqualTo(401);
        Answer ended = api.call(ADMIN, "DELETE", path, null);
        assertThat(ended.status()).as(ended.body()).isEqualTo(200);
        assertThat(ended.json().path("status").asText()).isEqualTo("uninstalled");
        assertThat(shop.webhooks()).as("webhooks that are left in the shop").isZero();
        assertThat(api.call(told.get("key"), "GET", INSTALL + "shop", null).status())
                .isEqualTo(401);
        assertThat(api.call(ADMIN, "GET", "/api/v1/connections/" + told.get("store"), null)
                        .status())
                .isEqualTo(404);
        assertThat(api.call(ADMIN, "DELETE", path, null).status()).isEqualTo(409);
        assertThat(api.call(ADMIN, "DELETE", "/api/v1/installations/nothing", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aShopThatCannotBeReachedIsDisconnectedAllTheSame() throws Exception {
        String id = connected();
        String store = shop.introduction().get("store");
        shop.away(true);
        assertThat(api.call(ADMIN, "DELETE", "/api/v1/installations/" + id, null)
                        .status())
                .isEqualTo(200);
        assertThat(api.call(ADMIN, "GET", "/api/v1/connections/" + store, null).status())
                .isEqualTo(404);
    }

    @Test
    void aShopThatInstallsFromItsPlatformsPagesGetsEverythingBackWhenItsConnectionIsRemoved() throws Exception {
        try (io.polyclerk.adapter.shopify.SimulatedShop other =
                new io.polyclerk.adapter.shopify.SimulatedShop(Duration.ZERO)) {
            other.discount("SPRING15", 0.15);
            ObjectNode app = Api.JSON.createObjectNode();
            other.app().forEach(app.putObject("settings")::put);
            assertThat(api.call(ADMIN, "PUT", "/api/v1/apps/shopify", app.toString())
                            .status())
                    .isEqualTo(200);
            Answer page = api.call(null, "GET", "/install/shopify/app?" + other.launch(), null);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            JsonNode installed = installationOf(other.name());
            assertThat(installed.path("status").asText()).isEqualTo("active");
            assertThat(other.webhooks()).isPositive();
            assertThat(other.tokens()).isEqualTo(1);
            WebChat chat = new WebChat(server.server, installed.path("chat").asText());
            chat.say("What do I get off with the code SPRING15?", "15%");

            String store = "/api/v1/connections/" + installed.path("store").asText();
            assertThat(api.call(ADMIN, "DELETE", store, null).status()).isEqualTo(204);
            assertThat(other.webhooks())
                    .as("webhooks that are left in the shop")
                    .isZero();
            assertThat(other.tokens()).as("tokens that still open the shop").isZero();
            assertThat(installationOf(other.name()).path("status").asText()).isEqualTo("uninstalled");
            assertThat(api.call(ADMIN, "GET", store, null).status()).isEqualTo(404);
            assertThat(other.violations()).isEmpty();
        }
    }

    private JsonNode installationOf(String shop) throws Exception {
        for (JsonNode one :
                api.call(ADMIN, "GET", "/api/v1/installations", null).json().path("installations")) {
            if (one.path("shop").asText().contains(shop)) {
                return one;
            }
        }
        throw new AssertionError("nobody has installed " + shop);
    }

    @Test
    void theShopVouchesForItsCustomersInTheirOwnChatOnly() throws Exception {
        connected();
        Map<String, String> told = shop.introduction();
        WebChat chat = new WebChat(server.server, told.get("chat"));
        String token = token(told, chat.chatId(), "2", told.get("customerSecret"));
        assertThat(chat.vouched(token, "hello")).isEqualTo("accepted");
        chat.await(0, "");
        int before = chat.said().size();
        assertThat(chat.vouched(token, "Where is my order " + shop.orderOfCustomer("2") + "?"))
                .isEqualTo("accepted");
        assertThat(chat.await(before, shop.orderOfCustomer("2"))).doesNotContain("e-mail");

        WebChat other = new WebChat(server.server, told.get("chat"));
        assertThat(other.vouched(token, "hello")).as("of another chat").isEqualTo("refused");
        assertThat(other.vouched(token(told, other.chatId(), "2", "guessed"), "hello"))
                .as("signed by somebody else")
                .isEqualTo("refused");
        assertThat(other.vouched(token(told, other.chatId(), "0", told.get("customerSecret")), "hello"))
                .as("nobody is signed in")
                .isEqualTo("refused");
        other.say("Where is my order " + shop.orderOfCustomer("2") + "?", "e-mail");
    }

    /** A token as the shop's plugin makes it. */
    private static String token(Map<String, String> told, String chat, String customer, String secret)
            throws Exception {
        long now = Instant.now().getEpochSecond();
        String head = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        String claims = encoded(Api.JSON
                .createObjectNode()
                .put("aud", told.get("chat"))
                .put("sub", customer)
                .put("store", told.get("store"))
                .put("chat", chat)
                .put("iat", now)
                .put("exp", now + 300)
                .toString());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
        return head + "." + claims + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatNobodyHasBegunOrIsTooLargeOrUnreadableLeavesNoTrace() throws Exception {
        long before = installations();
        assertThat(api.call(null, "POST", INSTALL + "callback", shop.agreed("x".repeat(43)))
                        .status())
                .isEqualTo(403);
        assertThat(api.call(null, "POST", INSTALL + "callback", "{}").status()).isEqualTo(400);
        assertThat(api.call(null, "POST", INSTALL + "callback", "no json").status())
                .isEqualTo(400);
        assertThat(api.call(null, "POST", INSTALL + "begin", "no json").status())
                .isEqualTo(400);
        Answer huge = api.call(null, "POST", INSTALL + "begin", "\"" + "x".repeat(300_000) + "\"");
        assertThat(huge.status()).isEqualTo(413);
        for (String shop : new String[] {"", "http://shop.example", "https://", "javascript:alert(1)"}) {
            Answer refused = api.call(
                    null,
                    "POST",
                    INSTALL + "begin",
                    Api.JSON
                            .createObjectNode()
                            .put("shop", shop)
                            .put("back", "https://shop.example/")
                            .toString());
            assertThat(refused.status()).as(shop).isEqualTo(422);
            assertThat(refused.json().path("type").asText()).isNotEmpty();
        }
        assertThat(api.call(null, "GET", INSTALL + "begun/nothing", null).status())
                .isEqualTo(404);
        assertThat(api.call(
                                null,
                                "POST",
                                "/install/nowhere/begin",
                                "{\"shop\":\"https://a.example\",\"back\":\"https://a.example/\"}")
                        .status())
                .isEqualTo(404);
        assertThat(installations()).isEqualTo(before);
    }

    @Test
    void aKeyOpensItsOwnShopAndNoOther() throws Exception {
        for (String token : new String[] {null, "guessed", ADMIN}) {
            for (String path : new String[] {"shop", "shop/orders?id=235&number=235"}) {
                assertThat(api.call(token, "GET", INSTALL + path, null).status())
                        .as("%s with %s", path, token)
                        .isIn(401, 429);
            }
        }
        connected();
        String key = shop.introduction().get("key");
        assertThat(api.call(key, "GET", "/api/v1/connections", null).status())
                .as("the key is none of the API")
                .isEqualTo(401);
        assertThat(api.call(key, "GET", "/install/shopify/shop", null).status()).isIn(401, 429);
        assertThat(api.call(key, "GET", INSTALL + "shop/orders?id=235", null).status())
                .isEqualTo(422);
        assertThat(api.call(key, "POST", INSTALL + "shop/privacy", "{\"kind\":\"sell\"}")
                        .status())
                .isEqualTo(422);
        JsonNode found = api.call(key, "GET", INSTALL + "shop/orders?id=235&number=235", null)
                .json();
        assertThat(found.has("conversations")).isTrue();
        assertThat(api.call(key, "DELETE", INSTALL + "shop", null).status()).isEqualTo(204);
        assertThat(api.call(key, "GET", INSTALL + "shop", null).status()).isEqualTo(401);
    }

    private long installations() throws Exception {
        return api.call(ADMIN, "GET", "/api/v1/installations", null)
                .json()
                .path("installations")
                .size();
    }
}
