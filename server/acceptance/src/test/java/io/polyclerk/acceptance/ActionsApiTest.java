package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.acceptance.Api.Answer;
import io.polyclerk.load.RunningServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people with and without the right role may do with changes to orders and with the policy, through the API. */
class ActionsApiTest {

    private static final String POLICY = "/api/v1/policy?merchant=demo";
    private static final String ADMIN = RunningServer.adminToken();

    private final RunningShop shop = RunningShop.get();
    private final Api api = new Api(shop.server);
    private final WebChat chat = new WebChat(shop.server, "web");

    private Answer set(String token, String rules) throws Exception {
        return api.call(token, "PUT", POLICY, "{\"rules\":" + rules + "}");
    }

    @AfterEach
    void asItWas() throws Exception {
        set(
                ADMIN,
                "{\"change_address\":{\"mode\":\"automatic\",\"statuses\":[\"awaiting_payment\",\"processing\",\"on_hold\"]},"
                        + "\"cancel\":{\"mode\":\"automatic\",\"statuses\":[\"awaiting_payment\",\"processing\",\"on_hold\"]}}");
    }

    /** Something that waits for a human. @return its id */
    private String waiting(String order, String proof) throws Exception {
        assertThat(set(ADMIN, "{\"cancel\":{\"mode\":\"ask\"}}").status()).isEqualTo(200);
        chat.say("Please cancel my order " + order, "e-mail");
        chat.say(proof, "The shop’s team has to agree");
        chat.say("yes", "passed it to the team");
        JsonNode row = chat.actions().get(0);
        assertThat(row.path("state").asText()).isEqualTo("awaiting_approval");
        return row.path("id").asText();
    }

    private static void assertProblem(Answer answer, int status) throws Exception {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("type").asText()).isNotEmpty();
    }

    @Test
    void anAgentAgreesAndTheShopperIsTold() throws Exception {
        String id = waiting("1029", "zhang.min@youxiang.example");
        String agent = api.token("agent", "demo");
        String path = "/api/v1/actions/" + id;
        Answer queue = api.call(agent, "GET", "/api/v1/actions?merchant=demo&state=awaiting_approval", null);
        assertThat(queue.body()).contains(id);
        assertThat(api.call(agent, "POST", path + "/approve", null).status()).isEqualTo(200);
        chat.await(0, "Order 1029 is now cancelled");
        assertThat(api.call(agent, "POST", path + "/approve", null).status())
                .as("the same again does nothing")
                .isEqualTo(200);
        assertProblem(api.call(agent, "POST", path + "/reject", null), 409);
        JsonNode row = api.call(agent, "GET", path, null).json();
        assertThat(row.path("state").asText()).isEqualTo("done");
        assertThat(row.path("decidedBy").asText()).isNotEmpty();
        String audit = api.call(ADMIN, "GET", "/api/v1/audit?limit=200", null).body();
        assertThat(audit).contains("action " + id);
        assertThat(chat.said())
                .filteredOn(text -> text.contains("is now cancelled"))
                .hasSize(1);
    }

    @Test
    void anAgentRefusesAndNothingIsChanged() throws Exception {
        String id = waiting("1039", "georgi.d@poshta.example");
        String agent = api.token("agent", "demo");
        assertThat(api.call(agent, "POST", "/api/v1/actions/" + id + "/reject", null)
                        .status())
                .isEqualTo(200);
        chat.await(0, "the team has decided against");
        assertThat(chat.actions().get(0).path("state").asText()).isEqualTo("rejected");
        assertProblem(api.call(agent, "POST", "/api/v1/actions/" + id + "/approve", null), 409);
    }

    @Test
    void whoMayNotDecideDecidesNothing() throws Exception {
        String id = waiting("1027", "lukas.brandt@mail.example");
        String path = "/api/v1/actions/" + id;
        assertProblem(api.call(api.token("analyst", "demo"), "POST", path + "/approve", null), 403);
        for (String role : List.of("agent", "admin", "analyst")) {
            String stranger = api.token(role, "other");
            for (String deed : List.of("", "/approve", "/reject")) {
                Answer answer = api.call(stranger, deed.isEmpty() ? "GET" : "POST", path + deed, null);
                assertThat(answer.status())
                        .as("%s%s by %s of another", id, deed, role)
                        .isIn(403, 404);
                assertThat(answer.body()).doesNotContain("1027");
            }
            assertProblem(api.call(stranger, "GET", "/api/v1/actions?merchant=demo", null), 403);
            assertThat(api.call(stranger, "GET", "/api/v1/actions", null).body())
                    .doesNotContain(id);
        }
        assertProblem(api.call("wrong-token", "POST", path + "/approve", null), 401);
        assertThat(chat.actions().get(0).path("state").asText()).isEqualTo("awaiting_approval");
        api.call(ADMIN, "POST", path + "/reject", null);
    }

    @Test
    void whatIsNoActionIsNotFoundAndWhatIsNoQuestionIsRefused() throws Exception {
        for (String path : List.of(
                "/api/v1/actions/nothing", "/api/v1/actions/nothing/approve", "/api/v1/actions/nothing/reject")) {
            assertProblem(api.call(ADMIN, path.endsWith("nothing") ? "GET" : "POST", path, null), 404);
        }
        for (String query : List.of("state=somehow", "kind=paint", "limit=0", "limit=201", "before=yesterday")) {
            Answer answer = api.call(ADMIN, "GET", "/api/v1/actions?" + query, null);
            assertProblem(answer, 422);
            assertThat(answer.body()).contains(query.replaceFirst("=.*", ""));
        }
    }

    @Test
    void onlyAnAdministratorOfTheMerchantSetsThePolicy() throws Exception {
        String rules = "{\"refund\":{\"mode\":\"never\"}}";
        assertProblem(set(api.token("agent", "demo"), rules), 403);
        assertProblem(set(api.token("analyst", "demo"), rules), 403);
        assertThat(set(api.token("admin", "other"), rules).status()).isIn(403, 404);
        assertThat(api.call(api.token("admin", "other"), "GET", POLICY, null).status())
                .isIn(403, 404);
        assertThat(api.call(api.token("analyst", "demo"), "GET", POLICY, null)
                        .json()
                        .at("/rules/refund/mode")
                        .asText())
                .isEqualTo("ask");
        assertProblem(api.call(ADMIN, "GET", "/api/v1/policy?merchant=nobody", null), 404);
    }

    @Test
    void aRuleThatMakesNoSenseIsNamedAndNothingIsSet() throws Exception {
        JsonNode before = api.call(ADMIN, "GET", POLICY, null).json();
        assertProblem(api.call(ADMIN, "PUT", POLICY, "{}"), 422);
        assertProblem(api.call(ADMIN, "PUT", POLICY, "{\"rules\":{}}"), 422);
        for (String rule : List.of(
                "{}",
                "{\"mode\":\"ask\",\"identity\":\"none\"}",
                "{\"mode\":\"ask\",\"within\":\"soon\"}",
                "{\"mode\":\"ask\",\"within\":\"-P1D\"}",
                "{\"mode\":\"ask\",\"largestAmount\":-1}",
                "{\"mode\":\"ask\",\"perDay\":-1}",
                "{\"mode\":\"ask\",\"reasons\":[\"<b>\"]}")) {
            Answer answer = set(ADMIN, "{\"cancel\":" + rule + "}");
            assertProblem(answer, 422);
            assertThat(answer.body()).as(rule).contains("rules.cancel");
        }
        assertThat(set(ADMIN, "{\"paint\":{\"mode\":\"ask\"}}").status()).isBetween(400, 422);
        assertThat(api.call(ADMIN, "GET", POLICY, null).json().path("version")).isEqualTo(before.path("version"));
    }

    @Test
    void whoWasNotFirstIsToldSo() throws Exception {
        long version =
                api.call(ADMIN, "GET", POLICY, null).json().path("version").asLong();
        String change = "{\"rules\":{\"refund\":{\"mode\":\"ask\"}},\"version\":" + version + "}";
        assertThat(api.call(ADMIN, "PUT", POLICY, change).status()).isEqualTo(200);
        assertProblem(api.call(ADMIN, "PUT", POLICY, change), 409);
    }
}
