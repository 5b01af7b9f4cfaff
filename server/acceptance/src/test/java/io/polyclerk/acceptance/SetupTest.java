package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.load.RunningServer;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

class SetupTest {

    private final RunningShop shop = RunningShop.get();
    private final Api api = new Api(shop.server);

    @Test
    void aNewMerchantComesToALiveAnswerAndFindsTheWayKept() throws Exception {
        String owner = api.token("admin", "fresh");
        try (Desk desk = new Desk(shop.server, 1200, 900).signIn(owner)) {
            desk.go("setup");
            desk.click("[data-adapter=samplestore]");
            assertThat(desk.text(".health .badge")).isEqualTo("Works");
            desk.click("#next-step");
            desk.click("[data-adapter=webchat]");
            assertThat(desk.text(".health .badge")).isEqualTo("Works");
            desk.click("#next-step");
            desk.click("#keep-languages");
            desk.browser.waitFor(".try-line textarea").sendKeys("Where is order 1001?", Keys.ENTER);
            assertThat(desk.text("#live")).contains("live", "embed.js");
            assertThat(desk.text(".phone-log")).contains("1001");
            desk.waitUntil(() -> desk.all(".stepper .done").size() == 4);
            desk.browser.screenshot("setup-live");
            assertThat(desk.browser.problems()).isEmpty();
        }
        try (Desk later = new Desk(shop.server, 1200, 900).signIn(owner)) {
            later.go("setup");
            later.waitUntil(() -> later.all(".stepper .done").size() == 4);
        }
    }

    @Test
    void credentialsThatThePlatformRefusesAreToldWithTheReason() throws Exception {
        String owner = api.token("admin", "refused");
        try (Desk desk = new Desk(shop.server, 1200, 900).signIn(owner)) {
            desk.go("setup/channel");
            desk.click("[data-adapter=telegram]");
            desk.browser.waitFor("#setting-botToken").sendKeys("999999:wrong");
            desk.browser
                    .waitFor("#setting-apiBase")
                    .sendKeys(shop.telegram.address().toString());
            desk.click(".setup-body form button[type=submit]");
            assertThat(desk.text(".notice.bad")).containsIgnoringCase("platform");
            assertThat(desk.browser
                            .driver
                            .findElement(By.id("setting-botToken"))
                            .isDisplayed())
                    .isTrue();
        }
    }

    @Test
    void oneMessageIsShownAsEachChannelShowsIt() throws Exception {
        try (Desk desk = new Desk(shop.server, 1500, 950).signIn(RunningServer.adminToken())) {
            desk.go("simulator");
            desk.waitUntil(() -> desk.all(".phone").size() >= 4);
            desk.browser.waitFor(".try-line textarea").sendKeys("hello", Keys.ENTER);
            // The set-up of another test may have made a second web chat.
            String web = ".phone.webchat:not(.phone.webchat ~ .phone.webchat)";
            desk.waitUntil(() -> desk.all(web + " .tap").size() >= 2);
            desk.waitUntil(() -> desk.all(".phone.telegram .tap").size()
                    == desk.all(web + " .tap").size());
            assertThat(desk.text(".phone.webchat .phone-law")).contains("reply at any time");
            assertThat(desk.text(".phone.whatsapp .phone-law")).contains("24 hours");
            desk.all(".phone.telegram .tap").get(0).click();
            desk.waitUntil(() -> desk.all(web + " .mine").size() == 2);
            desk.browser.screenshot("simulator");
            assertThat(desk.browser.problems()).isEmpty();
        }
    }
}
