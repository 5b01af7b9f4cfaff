package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.RunningServer;
import org.junit.jupiter.api.Test;

/** A shopper allows it, and the bot writes first: through the doors of a running shop. */
class WritingFirstTest {

    private static final String ON = """
            {"rules":{"payment_reminder":{"on":true,"after":"PT0S","again":"PT1H","most":1,"controlPercent":0}},
            "night":{"from":"00:00","to":"00:00","zone":"UTC"},"perWeek":5}""";
    private static final String OFF = "{\"rules\":{\"payment_reminder\":{\"on\":false}}}";

    private final RunningShop shop = RunningShop.get();
    private final Api api = new Api(shop.server);

    private void put(String merchant, String policy) throws Exception {
        assertThat(api.call(RunningServer.adminToken(), "PUT", "/api/v1/proactive?merchant=" + merchant, policy)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoSaysYesIsRemindedAndWhoSaysNothingIsNot() throws Exception {
        put("other", ON);
        try {
            WebChat silent = new WebChat(shop.server, "otherweb");
            silent.say("where is my order 1031", "");
            silent.say("yusuf.haddad@barid.example", "Shall I write to you here");
            WebChat yes = new WebChat(shop.server, "otherweb");
            yes.say("where is my order 1005", "");
            yes.say("wang.xiaoming@youxiang.example", "Shall I write to you here");
            yes.say("yes please", "I will write to you here");
            yes.await(0, "Order 1005 is still waiting for your payment");
            yes.say("stop", "I will not write to you first any more");
            assertThat(silent.said()).as("nobody said yes there").hasSize(2);
            JsonNode decisions = shop.server.get("/api/v1/proactive/decisions?merchant=other");
            assertThat(decisions.at("/decisions")).hasSize(1);
            assertThat(decisions.at("/decisions/0/state").asText()).isEqualTo("told");
            assertThat(decisions.at("/decisions/0/orderNumber").asText()).isEqualTo("1005");
            JsonNode view = shop.server.get("/api/v1/proactive?merchant=other");
            assertThat(view.at("/consents/withdrawn").asInt()).isEqualTo(1);
            assertThat(view.at("/consents/asked").asInt()).isEqualTo(2);
            assertThat(shop.server.get("/api/v1/audit").toString()).contains("proactive");
            assertThat(shop.server
                            .get("/api/v1/proactive/results?merchant=other")
                            .at("/optedOut")
                            .asInt())
                    .isEqualTo(1);
        } finally {
            put("other", OFF);
        }
    }

    @Test
    void theWordsAreShownOnEachChannelAndTheSwitchIsKept() throws Exception {
        try (Desk desk = new Desk(shop.server, 1280, 850).signIn(RunningServer.adminToken())) {
            desk.go("proactive");
            desk.waitUntil(() -> !desk.all("#proactive-review_request-text").isEmpty());
            desk.browser.driver.executeScript(
                    "document.querySelectorAll('details').forEach((one) => { one.open = true; })");
            desk.browser.waitFor("#proactive-review_request-text").sendKeys("How was order {number}?");
            desk.click("#proactive-review_request-preview");
            desk.waitUntil(() ->
                    desk.all(".phone").stream().anyMatch(one -> one.getText().contains("How was order 1001?")));
            desk.browser.screenshot("proactive-words");
            desk.click("#proactive-review_request-on");
            desk.click("#save-proactive");
            desk.waitUntil(() -> desk.all(".notice.good").size() == 1);
            desk.click("#look-ahead");
            assertThat(desk.faults()).isEmpty();
            JsonNode rule = shop.server.get("/api/v1/proactive?merchant=demo").at("/rules/review_request");
            assertThat(rule.path("on").asBoolean()).isTrue();
            assertThat(rule.at("/texts/en").asText()).isEqualTo("How was order {number}?");
            assertThat(desk.browser.problems()).isEmpty();
        } finally {
            put("demo", "{\"rules\":{\"review_request\":{\"on\":false,\"texts\":{}}}}");
        }
    }
}
