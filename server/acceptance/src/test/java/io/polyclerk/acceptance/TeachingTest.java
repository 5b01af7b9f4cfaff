package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.load.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** What a seller gives the bot to go by: texts, words and lessons, and how far it may go. */
class TeachingTest {

    private final RunningShop shop = RunningShop.get();
    private final Api api = new Api(shop.server);

    @TempDir
    private Path folder;

    private Desk desk() {
        return new Desk(shop.server, 1280, 850).signIn(RunningServer.adminToken());
    }

    private static void ask(Desk desk, String question) {
        WebElement line = desk.browser.waitFor("#knowledge-question");
        line.clear();
        line.sendKeys(question);
        desk.click("main form button[type=submit]");
    }

    /** The card of what is named so, once there is one. */
    private static WebElement card(Desk desk, String title) {
        desk.waitUntil(() ->
                desk.all(".cards .card").stream().anyMatch(one -> one.getText().contains(title)));
        WebElement card = desk.all(".cards .card").stream()
                .filter(one -> one.getText().contains(title))
                .findFirst()
                .orElseThrow();
        // Not under the head of the page, which stays while the rest is scrolled.
        desk.browser.driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", card);
        return card;
    }

    @Test
    void anUploadedTextIsReadStaysAndIsWhatTheBotAnswersFrom() throws Exception {
        Path text = Files.writeString(
                folder.resolve("gift-wrapping.txt"),
                "Gift wrapping\n\nGift wrapping costs 3 EUR for each parcel and takes one working day more.\n");
        try (Desk desk = desk()) {
            desk.go("knowledge");
            desk.browser.waitFor("input[type=file]").sendKeys(text.toString());
            desk.click("form.form button[type=submit]");
            desk.waitUntil(() -> card(desk, "gift-wrapping.txt").getText().contains("Ready"));
            ask(desk, "What does gift wrapping cost?");
            assertThat(desk.text(".passage")).contains("3 EUR", "gift-wrapping.txt");
            assertThat(desk.text("form [role=status] .badge")).isEqualTo("The bot knows this");
            card(desk, "gift-wrapping.txt").findElement(By.tagName("button")).click();
            desk.waitUntil(() ->
                    desk.browser.driver.switchTo().activeElement().getText().equals("gift-wrapping.txt"));
            desk.browser.screenshot("knowledge-used");
            assertThat(desk.faults()).isEmpty();
            card(desk, "gift-wrapping.txt")
                    .findElements(By.tagName("button"))
                    .get(1)
                    .click();
            desk.click("dialog .danger");
            desk.waitUntil(() -> desk.all(".cards .card").stream()
                    .noneMatch(one -> one.getText().contains("gift-wrapping.txt")));
            assertThat(desk.browser.problems()).isEmpty();
        }
    }

    @Test
    void aMessageIsTaughtAModelIsTrainedAndBothAreTakenBack() throws Exception {
        try (Desk desk = desk()) {
            desk.go("training");
            WebElement line = desk.browser.waitFor("#training-text");
            line.sendKeys("hoist my doodads back to you");
            desk.click("main form button:not([type=submit])");
            assertThat(desk.text("form [role=status]")).startsWith("Now:");
            new Select(desk.browser.waitFor("#training-intent")).selectByValue("return_item");
            desk.click("main form button[type=submit]");
            assertThat(card(desk, "hoist my doodads").getText()).contains("Return something");
            desk.click("#train");
            desk.waitUntil(() -> desk.all("table .badge.good").size() == 1);
            desk.browser.screenshot("training-used");
            assertThat(desk.faults()).isEmpty();
            desk.click("main section > .stack > .row > button");
            desk.waitUntil(() -> desk.all("table .badge.good").isEmpty());
            card(desk, "hoist my doodads").findElement(By.tagName("button")).click();
            desk.waitUntil(() -> desk.all(".cards .card").stream()
                    .noneMatch(one -> one.getText().contains("hoist my doodads")));
            assertThat(desk.browser.problems()).isEmpty();
        }
    }

    @Test
    void howFarTheBotGoesIsKept() throws Exception {
        String admin = RunningServer.adminToken();
        try (Desk desk = desk()) {
            desk.go("policies");
            new Select(desk.browser.waitFor("#mode-complaint")).selectByValue("off");
            desk.click("#save-modes");
            assertThat(desk.text(".notice.good")).isEqualTo("Saved");
            WebElement perDay = desk.browser.waitFor("#rule-refund-day");
            perDay.clear();
            perDay.sendKeys("49");
            desk.click("#save-rules");
            desk.waitUntil(() -> desk.all(".notice.good").size() == 2);
            desk.browser.screenshot("policies-used");
            assertThat(desk.faults()).isEmpty();
            assertThat(shop.server
                            .get("/api/v1/rollout?merchant=demo")
                            .at("/modes/complaint")
                            .asText())
                    .isEqualTo("off");
            assertThat(shop.server
                            .get("/api/v1/policy?merchant=demo")
                            .at("/rules/refund/perDay")
                            .asInt())
                    .isEqualTo(49);
        } finally {
            api.call(admin, "PUT", "/api/v1/rollout?merchant=demo", "{\"usual\":\"automatic\",\"modes\":{}}");
        }
    }

    @Test
    void outsideTheHoursThatWereSetAShopperLearnsWhenAHumanIsBack() throws Exception {
        String later =
                LocalDate.now(ZoneOffset.UTC).plusDays(3).getDayOfWeek().name().toLowerCase(java.util.Locale.ROOT);
        try (Desk desk = desk()) {
            desk.go("policies");
            desk.click("#hours-" + later);
            desk.browser.driver.executeScript("document.querySelector('#hours-holiday').value = '2030-12-25'");
            desk.click("#add-holiday");
            desk.click("#save-hours");
            desk.waitUntil(() -> desk.text("#hours-title").contains("closed now"));
            desk.browser.screenshot("opening-hours");
            assertThat(desk.faults()).isEmpty();
            assertThat(shop.server.get("/api/v1/hours?merchant=demo").toString())
                    .contains("2030-12-25", "09:00");
            long chat = RunningShop.newChat();
            String said = String.join("\n", shop.say(chat, "I want to talk to a human", 1));
            assertThat(said).contains("Nobody is at the desk right now").containsPattern("9:00.AM");
        } finally {
            api.call(
                    RunningServer.adminToken(), "PUT", "/api/v1/hours?merchant=demo", "{\"zone\":\"UTC\",\"week\":{}}");
        }
        long chat = RunningShop.newChat();
        assertThat(String.join("\n", shop.say(chat, "I want to talk to a human", 1)))
                .doesNotContain("Nobody");
    }
}
