package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.RunningServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Agents and the bot in one conversation. */
class DeskTest {

    private final RunningShop shop = RunningShop.get();
    private final Api api = new Api(shop.server);
    private final HttpClient http = HttpClient.newHttpClient();

    private HttpRequest words(String token, String conversation, String key, String text) {
        return HttpRequest.newBuilder(shop.server.address("/api/v1/conversations/" + conversation + "/messages"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"" + text + "\"}"))
                .build();
    }

    private String idOf(long chat) throws Exception {
        return shop.conversationOf(chat).path("id").asText();
    }

    @Test
    void twoAgentsTwoTabsAndARestartLoseNothingAndSayNothingTwice() throws Exception {
        long chat = RunningShop.newChat();
        shop.say(chat, "I want to talk to a human", 1);
        int before = shop.said(chat).size();
        String conversation = idOf(chat);
        String ann = api.token("agent", "demo");
        String ben = api.token("agent", "demo");
        List<CompletableFuture<HttpResponse<String>>> tabs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tabs.add(http.sendAsync(
                    words(ann, conversation, "two-tabs", "Ann here"), HttpResponse.BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> tab : tabs) {
            assertThat(tab.join().statusCode()).isEqualTo(202);
        }
        assertThat(http.send(words(ben, conversation, "ben-1", "Ben here"), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .as("a colleague holds it")
                .isEqualTo(409);
        shop.deliver(RunningShop.update(chat, "where is my order 1001"));
        shop.server.kill();
        shop.server.start();
        assertThat(http.send(words(ann, conversation, "two-tabs", "Ann here"), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
        assertThat(http.send(words(ann, conversation, "ann-2", "I look"), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
        List<String> said = shop.answers(chat, before + 2);
        for (int i = 0; i < 3 && said.size() < before + 2; i++) {
            said = shop.answers(chat, before + 2);
        }
        assertThat(said.subList(before, said.size())).containsExactly("Ann here", "I look");
        JsonNode kept = shop.conversationOf(chat);
        assertThat(kept.path("holder").asText()).isEqualTo("agent");
        assertThat(kept.path("messages").toString()).contains("where is my order 1001");
    }

    @Test
    void aSuggestionWaitsForAHumanAndIsSentWithOneClick() throws Exception {
        String admin = RunningServer.adminToken();
        api.call(admin, "PUT", "/api/v1/rollout?merchant=demo", "{\"usual\":\"suggest\",\"modes\":{}}");
        try (Desk desk = new Desk(shop.server, 1500, 900).signIn(admin)) {
            long chat = RunningShop.newChat();
            shop.deliver(RunningShop.update(chat, "How long can I return things?"));
            desk.go("conversations?holder=waiting_for_agent");
            desk.waitUntil(() -> !desk.all(".desk-item").isEmpty());
            desk.go("conversations/" + idOf(chat));
            String suggested = desk.text(".suggestion-text");
            assertThat(shop.said(chat)).as("nobody has agreed yet").isEmpty();
            desk.browser.screenshot("suggestion");
            assertThat(desk.faults()).isEmpty();
            desk.click("#send-suggestion");
            List<String> said = shop.answers(chat, 1);
            assertThat(said).hasSize(1);
            assertThat(suggested).startsWith(said.get(0).substring(0, 20));
            desk.waitUntil(() -> desk.all(".suggestion-text").isEmpty());
        } finally {
            api.call(admin, "PUT", "/api/v1/rollout?merchant=demo", "{\"usual\":\"automatic\",\"modes\":{}}");
        }
    }

    @Test
    void withoutAModelTheButtonSaysHowToGetOneAndDoesNothingElse() throws Exception {
        long chat = RunningShop.newChat();
        shop.say(chat, "Ich möchte bitte mit einem Menschen sprechen", 1);
        try (Desk desk = new Desk(shop.server, 1280, 850).signIn(api.token("agent", "demo"))) {
            desk.go("conversations/" + idOf(chat));
            desk.waitUntil(() -> desk.text("#translate").equals("Show in English"));
            String before = desk.text(".talk-log");
            desk.click("#translate");
            assertThat(desk.text(".talk-foot .notice.bad")).contains("POLYCLERK_MODEL_URL", "Nothing was sent");
            desk.waitUntil(() -> desk.text("#translate").equals("Show in English"));
            assertThat(desk.text(".talk-log")).isEqualTo(before);
            assertThat(desk.faults()).isEmpty();
        }
        assertThat(shop.said(chat)).hasSize(1);
    }

    @Test
    void theListIsLiveAndWhatWasWrittenSurvivesALostSession() throws Exception {
        String agent = api.token("agent", "demo");
        try (Desk desk = new Desk(shop.server, 1280, 850).signIn(agent)) {
            desk.go("conversations");
            long chat = RunningShop.newChat();
            shop.say(chat, "I want to talk to a human", 1);
            String link = ".desk-item a[href*='" + idOf(chat) + "']";
            desk.waitUntil(() -> !desk.all(link).isEmpty());
            desk.go("conversations/" + idOf(chat));
            desk.browser.waitFor(".talk-foot textarea").sendKeys("Half an ans");
            desk.browser.driver.executeScript("sessionStorage.setItem('polyclerk.console.token', 'gone')");
            desk.browser.waitFor("#token").sendKeys(agent, Keys.ENTER);
            desk.go("conversations/" + idOf(chat));
            assertThat(desk.browser.waitFor(".talk-foot textarea").getDomProperty("value"))
                    .isEqualTo("Half an ans");
        }
    }

    private static void connected(Desk desk, boolean isConnected) {
        desk.browser.driver.executeCdpCommand("Network.enable", Map.of());
        desk.browser.driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", !isConnected, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    @Test
    void aLostConnectionLosesNothingAndWhoElseIsThereIsSeen() throws Exception {
        long chat = RunningShop.newChat();
        shop.say(chat, "I want to talk to a human", 1);
        String conversation = idOf(chat);
        int before = shop.said(chat).size();
        try (Desk ann = new Desk(shop.server, 1280, 850).signIn(api.token("agent", "demo"));
                Desk ben = new Desk(shop.server, 1280, 850).signIn(api.token("agent", "demo"))) {
            ben.go("conversations?holder=waiting_for_agent");
            String unread = ".desk-item a.unread[href*='" + conversation + "']";
            ben.waitUntil(() -> !ben.all(unread).isEmpty());
            assertThat(ben.browser.driver.getTitle()).startsWith("(");
            ben.go("conversations/" + conversation);
            ben.waitUntil(() -> ben.all(unread).isEmpty());
            ann.go("conversations/" + conversation);
            ann.browser.waitFor(".talk-foot textarea").sendKeys("Half");
            ben.waitUntil(() -> ben.text(".talk-foot").matches("(?s).*(is writing an answer|looks at this).*"));
            connected(ann, false);
            ann.browser.waitFor(".talk-foot textarea").sendKeys(" and half", Keys.ENTER);
            ann.waitUntil(() -> !ann.all(".talk-foot .notice.bad").isEmpty());
            assertThat(ann.text(".talk-foot .notice.bad")).contains("does not answer");
            assertThat(ann.browser.waitFor(".talk-foot textarea").getDomProperty("value"))
                    .isEqualTo("Half and half");
            connected(ann, true);
            ann.browser.waitFor(".talk-foot textarea").sendKeys(Keys.ENTER);
            assertThat(shop.answers(chat, before + 1)).hasSize(before + 1).endsWith("Half and half");
            ben.waitUntil(() -> ben.text(".talk-log").contains("Half and half"));
            shop.deliver(RunningShop.update(chat, "Thank you, and one thing more"));
            ann.waitUntil(() -> ann.text(".talk-log").contains("one thing more"));
            ben.go("conversations?holder=agent");
            assertThat(ben.all(unread)).as("it is Ann's").isEmpty();
        }
        assertThat(shop.said(chat)).hasSize(before + 1);
    }

    @Test
    void storedScriptsAreTextEverywhere() throws Exception {
        String script = "<img src=x onerror=document.title='taken'>";
        long chat = RunningShop.newChat();
        shop.say(chat, script.replace("'", "`") + " I want to talk to a human", 1);
        String admin = RunningServer.adminToken();
        String body = Api.JSON.createObjectNode().put("text", script).toString();
        api.call(admin, "POST", "/api/v1/conversations/" + idOf(chat) + "/notes", body);
        api.call(
                admin,
                "POST",
                "/api/v1/tokens",
                Api.JSON
                        .createObjectNode()
                        .put("name", script)
                        .put("role", "agent")
                        .toString());
        try (Desk desk = new Desk(shop.server, 1280, 850).signIn(admin)) {
            for (String page : List.of("conversations/" + idOf(chat), "tickets", "access", "start")) {
                desk.go(page);
                Thread.sleep(600);
                assertThat(desk.all("main img[src='x']")).as(page).isEmpty();
                assertThat(desk.browser.driver.getTitle()).as(page).doesNotContain("taken");
            }
            assertThat(desk.browser.problems()).isEmpty();
        }
    }

    @Test
    void pastChatsArePlayedAndHarmNobody() throws Exception {
        String admin = RunningServer.adminToken();
        String chats =
                "conversation,from,text\n1,shopper,Where is my order 1001?\n1,agent,On its way\n1,shopper,thanks\n"
                        + "2,shopper,I want to talk to a human\n";
        HttpResponse<String> begun = http.send(
                HttpRequest.newBuilder(shop.server.address("/api/v1/replays?merchant=demo&name=old.csv"))
                        .header("Authorization", "Bearer " + admin)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(chats))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        long conversations = shop.server
                .get("/api/v1/conversations?merchant=demo&limit=200")
                .path("conversations")
                .size();
        try (Desk desk = new Desk(shop.server, 1280, 850).signIn(admin)) {
            desk.go("replay/" + Api.JSON.readTree(begun.body()).path("id").asText());
            desk.waitUntil(() -> !desk.all(".share-words").isEmpty());
            assertThat(desk.text("main")).contains("Asked back: 1", "Handed to a human: 1");
            assertThat(desk.faults()).isEmpty();
            desk.browser.screenshot("past-chats");
        }
        assertThat(shop.server
                        .get("/api/v1/conversations?merchant=demo&limit=200")
                        .path("conversations")
                        .size())
                .isEqualTo((int) conversations);
    }
}
