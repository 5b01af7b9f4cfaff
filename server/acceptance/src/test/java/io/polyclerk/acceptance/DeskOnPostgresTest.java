package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.RunningServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The way of an agent through the console where the server keeps everything on PostgreSQL and a model is plugged in. */
class DeskOnPostgresTest {

    private static final String GERMAN = "Ich möchte mit einem Menschen sprechen: 1001 ist kaputt. ann.k@mail.example";
    private static final String SEEN = "Ich möchte mit einem Menschen sprechen: 1001 ist kaputt. [EMAIL_1]";

    private static EmbeddedPostgres postgres;
    private static TranslatingModel model;
    private static RunningShop shop;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        model = new TranslatingModel(Map.of(
                SEEN,
                "I want to talk to a person: 1001 is broken. [EMAIL_1]",
                "Es sind 5 Teller",
                "There are 6 plates",
                "Order 1001 leaves tomorrow.",
                "Bestellung 1001 geht morgen raus.",
                "Bestellung 1001 geht morgen raus.",
                "Order 1001 goes out tomorrow."));
        Map<String, String> settings = new HashMap<>(RunningShop.on(postgres));
        settings.putAll(Map.of("POLYCLERK_MODEL_URL", model.address(), "POLYCLERK_SENTENCE_MODELS", "false"));
        shop = RunningShop.started(settings);
        api = new Api(shop.server);
    }

    @AfterAll
    static void stop() throws Exception {
        shop.close();
        model.close();
        postgres.close();
    }

    @Test
    void aForeignShopperIsReadAndAnsweredInOnesOwnLanguage() throws Exception {
        long chat = RunningShop.newChat();
        int before = shop.say(chat, GERMAN, 1).size();
        String conversation = shop.conversationOf(chat).path("id").asText();
        try (Desk desk = new Desk(shop.server, 1280, 900).signIn(api.token("agent", "demo"))) {
            desk.go("conversations/" + conversation);
            assertThat(model.asked).as("nobody has wished for it").isEmpty();
            desk.click("#translate");
            desk.waitUntil(() ->
                    desk.text(".talk-log").contains("I want to talk to a person: 1001 is broken. ann.k@mail.example"));
            assertThat(desk.text(".message.shopper"))
                    .contains("Machine translation")
                    .doesNotContain("Menschen");
            assertThat(String.join("\n", model.asked)).contains(SEEN).doesNotContain("ann.k@");
            desk.click(".message.shopper .translation button");
            assertThat(desk.text(".message.shopper")).contains(GERMAN);
            desk.click(".message.shopper .translation button");

            shop.deliver(RunningShop.update(chat, "Es sind 5 Teller"));
            desk.waitUntil(() -> desk.text(".talk-log").contains("other numbers"));
            assertThat(desk.text(".talk-log")).contains("Es sind 5 Teller").doesNotContain("6 plates");

            answered(desk, chat, before);
            int asked = model.asked.size();
            desk.browser.driver.navigate().refresh();
            desk.waitUntil(() -> desk.text(".talk-log").contains("I want to talk to a person"));
            assertThat(desk.text(".message.agent")).contains("Order 1001 leaves tomorrow.");
            assertThat(model.asked.subList(asked, model.asked.size()))
                    .as("what was translated is remembered, what was refused is asked again")
                    .allMatch("Es sind 5 Teller"::equals);
        }
    }

    /** Written in English, looked at in German, sent. */
    private static void answered(Desk desk, long chat, int before) throws Exception {
        desk.browser.waitFor(".talk-foot textarea").sendKeys("Order 1001 leaves tomorrow.");
        desk.click("#translate-draft");
        desk.waitUntil(() -> desk.browser
                .waitFor(".talk-foot textarea")
                .getDomProperty("value")
                .equals("Bestellung 1001 geht morgen raus."));
        assertThat(desk.text(".talk-foot"))
                .contains("this is what will be sent", "You wrote: Order 1001 leaves tomorrow.");
        desk.click("#translate-read");
        desk.waitUntil(() -> desk.text(".talk-foot").contains("In English it says: Order 1001 goes out tomorrow."));
        desk.browser.screenshot("translation");
        assertThat(desk.faults()).isEmpty();
        assertThat(shop.said(chat))
                .as("nothing is sent that was only translated")
                .hasSize(before);
        desk.browser.waitFor(".talk-foot textarea").sendKeys(Keys.ENTER);
        assertThat(shop.answers(chat, before + 1)).hasSize(before + 1).endsWith("Bestellung 1001 geht morgen raus.");
        desk.waitUntil(() -> desk.text(".message.agent").contains("Order 1001 leaves tomorrow."));
    }

    @Test
    void fromTheListToTheTicketAndBackToTheBot() throws Exception {
        long chat = RunningShop.newChat();
        String agent = api.token("agent", "demo");
        try (Desk desk = new Desk(shop.server, 1280, 900).signIn(agent)) {
            desk.go("conversations?holder=waiting_for_agent");
            shop.say(chat, "I want to talk to a human about the violet otter", 1);
            String conversation = shop.conversationOf(chat).path("id").asText();
            desk.waitUntil(() ->
                    !desk.all(".desk-item a[href*='" + conversation + "']").isEmpty());
            desk.go("conversations?q=violet%20otter");
            desk.waitUntil(() -> desk.all(".desk-item").size() == 1);
            desk.go("conversations/" + conversation);
            desk.click("#take");
            desk.waitUntil(() -> !desk.all("#return").isEmpty());
            desk.browser.waitFor(".talk-foot textarea").sendKeys("A human here", Keys.ENTER);
            assertThat(shop.answers(chat, 2)).endsWith("A human here");
            desk.go("tickets");
            desk.waitUntil(() -> desk.text("main").contains("violet otter"));
            desk.go("conversations/" + conversation);
            desk.click("#return");
            desk.waitUntil(() -> desk.all("#return").isEmpty());
            JsonNode kept = shop.conversationOf(chat);
            assertThat(kept.path("holder").asText()).isEqualTo("bot");
            shop.say(chat, "How long can I return things?", 3);
            desk.waitUntil(() -> desk.text(".talk-log").contains("How long can I return things?"));
        }
        try (Desk desk = new Desk(shop.server, 1280, 900).signIn(RunningServer.adminToken())) {
            for (String page : List.of("start", "numbers", "proactive", "audit", "knowledge", "policies")) {
                desk.go(page);
                assertThat(desk.all("main .notice.bad")).as(page).isEmpty();
            }
            assertThat(desk.browser.problems()).isEmpty();
        }
    }
}
