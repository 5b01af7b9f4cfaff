package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.RunningServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** Work that the bot left for humans, on the board and one by one. */
class TicketsTest {

    private final RunningShop shop = RunningShop.get();
    private final Api api = new Api(shop.server);

    private String ticket() throws Exception {
        long chat = RunningShop.newChat();
        shop.say(chat, "I want to talk to a human", 1);
        return shop.server
                .get("/api/v1/tickets?conversation="
                        + shop.conversationOf(chat).path("id").asText())
                .at("/tickets/0/id")
                .asText();
    }

    private JsonNode ticket(String id) throws Exception {
        return shop.server.get("/api/v1/tickets/" + id);
    }

    private static WebElement card(Desk desk, String id) {
        String link = ".ticket-card a[href='#/tickets/" + id + "']";
        desk.waitUntil(() -> !desk.all(link).isEmpty());
        return desk.all(link).get(0).findElement(By.xpath("ancestor::li"));
    }

    @Test
    void severalAreChangedAtOnceAndTheBoardShowsWhereTheyStand() throws Exception {
        List<String> ids = new ArrayList<>(List.of(ticket(), ticket()));
        try (Desk desk = new Desk(shop.server, 1400, 900).signIn(RunningServer.adminToken())) {
            desk.go("tickets");
            for (String id : ids) {
                card(desk, id).findElement(By.cssSelector("input")).click();
            }
            new Select(desk.browser.waitFor("[role=group] select")).selectByValue("in_progress");
            desk.waitUntil(() ->
                    desk.all(".column[data-state=in_progress] .ticket-card").size() >= 2);
            desk.browser.screenshot("tickets-board");
            assertThat(desk.faults()).isEmpty();
            for (String id : ids) {
                assertThat(ticket(id).path("state").asText()).isEqualTo("in_progress");
                assertThat(card(desk, id)
                                .findElement(By.xpath("ancestor::section"))
                                .getDomAttribute("data-state"))
                        .isEqualTo("in_progress");
            }
            new Select(desk.browser.waitFor("#ticket-view")).selectByValue("list");
            desk.waitUntil(() -> !desk.all(".cards .ticket-card").isEmpty());
            assertThat(desk.faults()).isEmpty();
            assertThat(desk.browser.problems()).isEmpty();
        }
    }

    @Test
    void oneIsTakenGivenADayAndANoteAndRemembersWhoDidWhat() throws Exception {
        String id = ticket();
        String ann = api.token("agent", "demo");
        try (Desk desk = new Desk(shop.server, 1280, 900).signIn(ann)) {
            desk.go("tickets/" + id);
            desk.click("#take-ticket");
            desk.waitUntil(() -> desk.all("#take-ticket").isEmpty()
                    && !desk.all("#one-priority").isEmpty());
            new Select(desk.browser.waitFor("#one-priority")).selectByValue("1");
            desk.waitUntil(() -> desk.text(".ticket-main").contains("Highest"));
            desk.browser.driver.executeScript("const due = document.querySelector('#one-due');"
                    + "due.value = '2030-01-02T10:00'; due.dispatchEvent(new Event('change'));");
            desk.waitUntil(() -> desk.text(".ticket-main").contains("2030"));
            desk.browser.waitFor(".ticket-side textarea").sendKeys("=Sent a new one");
            desk.click("#save-note");
            desk.waitUntil(() -> desk.text("#ticket-history + ol").contains("note"));
            desk.browser.screenshot("ticket-one");
            assertThat(desk.faults()).isEmpty();
            desk.go("tickets");
            new Select(desk.browser.waitFor("#ticket-assignee")).selectByValue("me");
            desk.waitUntil(() -> desk.all(".ticket-card").size() == 1);
        }
        JsonNode kept = ticket(id);
        assertThat(kept.path("priority").asInt()).isEqualTo(1);
        assertThat(kept.path("assignee").asText()).isNotEmpty();
        assertThat(kept.path("dueAt").asText()).startsWith("2030-01-0");
        String table = api.call(RunningServer.adminToken(), "GET", "/api/v1/tickets/export?merchant=demo", null)
                .body();
        assertThat(table).startsWith("id,state,priority").contains("'=Sent a new one");
        assertThat(shop.server.get("/api/v1/tickets?assignee=nobody").toString())
                .doesNotContain("\"id\":" + id + ",");
    }

    @Test
    void whatSomebodyElseHasChangedIsLeftAloneAndTold() throws Exception {
        String id = ticket();
        try (Desk desk = new Desk(shop.server, 1280, 900).signIn(RunningServer.adminToken())) {
            desk.go("tickets/" + id);
            desk.browser.waitFor("#one-state");
            api.call(RunningServer.adminToken(), "PATCH", "/api/v1/tickets/" + id, "{\"urgent\":true}");
            new Select(desk.browser.waitFor("#one-state")).selectByValue("closed");
            assertThat(desk.text(".notice.bad")).contains("Somebody else has changed this");
            assertThat(ticket(id).path("state").asText()).isEqualTo("open");
        }
    }

    @Test
    void whoWaitsAndWhatIsOverdueStandsOnTheNotices() throws Exception {
        String id = ticket();
        api.call(RunningServer.adminToken(), "PATCH", "/api/v1/tickets/" + id, "{\"dueAt\":\"2026-01-02T10:00:00Z\"}");
        try (Desk desk = new Desk(shop.server, 1280, 900).signIn(RunningServer.adminToken())) {
            desk.waitUntil(() -> !desk.text("#bell").isEmpty());
            desk.click("#bell");
            desk.waitUntil(() -> desk.text("main").contains("overdue"));
            assertThat(desk.text("main")).contains("for a human");
            desk.browser.screenshot("notices");
            assertThat(desk.faults()).isEmpty();
            assertThat(desk.browser.problems()).isEmpty();
        } finally {
            api.call(RunningServer.adminToken(), "PATCH", "/api/v1/tickets/" + id, "{\"state\":\"closed\"}");
        }
        assertThat(shop.server.get("/api/v1/notices?merchant=other").toString()).doesNotContain("overdue");
    }
}
