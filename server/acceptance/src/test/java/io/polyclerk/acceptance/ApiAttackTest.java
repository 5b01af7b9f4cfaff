package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.acceptance.Api.Answer;
import io.polyclerk.load.RunningServer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every operation of the OpenAPI document is tried without a token, with too low a role, and with a token of another merchant. */
class ApiAttackTest {

    /** What even those who only read may post: it changes nothing. */
    private static final Set<String> READING_POSTS = Set.of(
            "/api/v1/knowledge/packs/query",
            "/api/v1/templates/{key}/render",
            "/api/v1/understand",
            "/api/v1/redact",
            "/api/v1/preview",
            "/api/v1/transcribe",
            "/api/v1/inspect",
            "/api/v1/knowledge/ask");

    private static final String SECRET_WORDS = "Where is my order 1001? violet-otter-77";

    private static final RunningShop SHOP = RunningShop.get();
    private static final Api API = new Api(SHOP.server);
    private static String conversation = "";
    private static String ticket = "";
    private static String tokenOfDemo = "";
    private static String account = "";
    private static final List<Operation> OPERATIONS = new ArrayList<>();

    /** @param type of the body that it takes */
    private record Operation(String method, String path, String type) {
        boolean isReading() {
            return method.equals("GET") || READING_POSTS.contains(path);
        }

        boolean isOfOne() {
            return path.contains("{");
        }

        /** With ids of the merchant that is attacked. */
        String aimed() {
            return path.replace("/conversations/{id}", "/conversations/" + conversation)
                    .replace("/tickets/{id}", "/tickets/" + ticket)
                    .replace("/connections/{id}", "/connections/tg1")
                    .replace("/accounts/{id}", "/accounts/" + account)
                    .replace("/tokens/{id}", "/tokens/" + tokenOfDemo)
                    .replace("{sequence}", "1")
                    .replace("{index}", "0")
                    .replace("{suggestion}", "00000000-0000-0000-0000-000000000000")
                    .replaceAll("\\{[^}]+}", "1");
        }

        String body() {
            return "{\"id\":\"stolen\",\"adapter\":\"samplestore\",\"merchant\":\"demo\",\"settings\":{},\"name\":\"x\","
                    + "\"role\":\"admin\",\"text\":\"hello\",\"state\":\"closed\",\"usual\":\"off\"}";
        }
    }

    @BeforeAll
    static void aShopWithSomethingToSteal() throws Exception {
        long chat = RunningShop.newChat();
        SHOP.say(chat, SECRET_WORDS, 1);
        SHOP.say(chat, "I want to talk to a human", 2);
        conversation = SHOP.conversationOf(chat).path("id").asText();
        ticket = SHOP.server
                .get("/api/v1/tickets?conversation=" + conversation)
                .at("/tickets/0/id")
                .asText();
        account = API.call(
                        RunningServer.adminToken(),
                        "POST",
                        "/api/v1/accounts",
                        "{\"login\":\"attacked\",\"name\":\"Attacked\",\"role\":\"admin\",\"merchant\":\"demo\"}")
                .json()
                .at("/account/id")
                .asText();
        API.token("agent", "demo");
        JsonNode tokens = SHOP.server.get("/api/v1/tokens").path("tokens");
        for (JsonNode one : tokens) {
            if (one.path("merchant").asText().equals("demo")) {
                tokenOfDemo = one.path("id").asText();
            }
        }
        JsonNode paths =
                API.call(null, "GET", "/openapi?format=JSON", null).json().path("paths");
        for (Iterator<Map.Entry<String, JsonNode>> each = paths.fields(); each.hasNext(); ) {
            Map.Entry<String, JsonNode> path = each.next();
            for (String method : List.of("get", "post", "put", "patch", "delete")) {
                if (path.getValue().has(method)) {
                    String address = path.getKey().startsWith("/api/v1") ? path.getKey() : "/api/v1" + path.getKey();
                    OPERATIONS.add(new Operation(
                            method.toUpperCase(java.util.Locale.ROOT),
                            address,
                            typeOf(path.getValue().path(method))));
                }
            }
        }
        assertThat(OPERATIONS).hasSizeGreaterThan(25);
        assertThat(ticket).isNotEmpty();
    }

    private static String typeOf(JsonNode operation) {
        Iterator<String> types = operation.at("/requestBody/content").fieldNames();
        String type = types.hasNext() ? types.next() : "*/*";
        return type.equals("*/*") ? "application/json" : type;
    }

    @AfterAll
    static void nobodyIsLeft() throws Exception {
        Answer gone = API.call(RunningServer.adminToken(), "DELETE", "/api/v1/accounts/" + account, null);
        assertThat(gone.status()).as("nobody else has deleted it").isEqualTo(204);
    }

    private static Answer send(String token, Operation operation) throws Exception {
        return API.call(
                token,
                operation.method(),
                operation.aimed(),
                operation.method().equals("GET") ? null : operation.body(),
                operation.type());
    }

    /** What only says that the server is there. */
    private static boolean isDoor(Operation operation) {
        return operation.path().matches("/api/v1/?");
    }

    /** What everybody may do with a session of their own, and nobody without one. */
    private static boolean isOwnSession(Operation operation) {
        return operation.path().startsWith("/api/v1/session")
                || operation.path().startsWith("/api/v1/notice-mail");
    }

    /** Everybody with a token may be told things in their own browsers; what is sent here is no browser. */
    private static boolean isOwnBrowser(Operation operation) {
        return operation.path().startsWith("/api/v1/push");
    }

    @Test
    void nothingOpensWithoutAToken() throws Exception {
        for (Operation operation : OPERATIONS) {
            Answer answer = send("forged-token-" + operation.hashCode(), operation);
            boolean isDoor = isDoor(operation);
            if (isDoor) {
                assertThat(answer.status()).as("%s is open", operation).isEqualTo(200);
            } else if (isOwnSession(operation)) {
                // Whoever wants to be let in may try; what is sent here is no login.
                assertThat(answer.status())
                        .as("%s with a forged token", operation)
                        .isIn(401, 422);
            } else {
                assertThat(answer.status())
                        .as("%s with a forged token", operation)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void whoOnlyReadsChangesNothing() throws Exception {
        String analyst = API.token("analyst", null);
        for (Operation operation : OPERATIONS) {
            if (isOwnSession(operation)) {
                assertThat(send(analyst, operation).status())
                        .as("%s with a token", operation)
                        .isBetween(401, 499);
            } else if (isOwnBrowser(operation) && !operation.isReading()) {
                assertThat(send(analyst, operation).status())
                        .as("%s by an analyst", operation)
                        .isBetween(400, 499);
            } else if (!operation.isReading()) {
                assertThat(send(analyst, operation).status())
                        .as("%s by an analyst", operation)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void whatBelongsToAnotherMerchantIsNotThere() throws Exception {
        for (String role : List.of("admin", "agent", "analyst")) {
            String stranger = API.token(role, "other");
            for (Operation operation : OPERATIONS) {
                Answer answer = send(stranger, operation);
                if (operation.isOfOne()) {
                    assertThat(answer.status())
                            .as("%s by %s of another merchant: %s", operation, role, answer.body())
                            .isBetween(400, 499);
                }
                assertThat(answer.body())
                        .as("%s by %s of another merchant", operation, role)
                        .doesNotContain("violet-otter-77", conversation, "\"tg1\"");
                assertThat(answer.status()).as("%s by %s", operation, role).isLessThan(500);
            }
        }
        assertThat(SHOP.server
                        .get("/api/v1/conversations/" + conversation)
                        .path("merchant")
                        .asText())
                .isEqualTo("demo");
        assertThat(SHOP.server.get("/api/v1/connections/tg1").path("state").asText())
                .isEqualTo("active");
        assertThat(SHOP.server.get("/api/v1/tickets/" + ticket).path("state").asText())
                .isEqualTo("open");
    }

    @Test
    void namingAnotherMerchantIsRefused() throws Exception {
        String stranger = API.token("admin", "other");
        for (Operation operation : OPERATIONS) {
            if (operation.method().equals("GET") && !operation.isOfOne()) {
                Answer answer = API.call(stranger, "GET", operation.path() + "?merchant=demo", null);
                assertThat(answer.status())
                        .as("%s?merchant=demo", operation)
                        .isIn(isDoor(operation) ? List.of(200, 403) : List.of(403));
            }
        }
        assertThat(API.call(
                                stranger,
                                "POST",
                                "/api/v1/tokens",
                                "{\"name\":\"x\",\"role\":\"admin\",\"merchant\":\"demo\"}")
                        .status())
                .isEqualTo(403);
        assertThat(API.call(
                                stranger,
                                "PUT",
                                "/api/v1/connections/otherweb",
                                "{\"adapter\":\"webchat\",\"merchant\":\"demo\",\"settings\":{}}")
                        .status())
                .isEqualTo(403);
        Answer made = API.call(stranger, "POST", "/api/v1/tokens", "{\"name\":\"mine\",\"role\":\"agent\"}");
        assertThat(made.json().path("merchant").asText())
                .as("a token made with a bound token is bound to the same merchant")
                .isEqualTo("other");
        assertThat(API.call(RunningServer.adminToken(), "GET", "/api/v1/me", null)
                        .json()
                        .has("merchant"))
                .isFalse();
    }
}
