package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.load.RunningServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All pages of the console in light, dark, narrow and Arabic: no fault of access, nothing beside the window. */
class ConsoleLookTest {

    private static final List<String> PAGES = List.of(
            "start",
            "setup",
            "setup/languages",
            "conversations",
            "tickets",
            "notices",
            "simulator",
            "numbers",
            "policies",
            "proactive",
            "replay",
            "knowledge",
            "training",
            "languages",
            "connections",
            "connections/new",
            "billing",
            "partners",
            "access",
            "audit",
            "mail",
            "data");

    private final RunningShop shop = RunningShop.get();

    private void lookAt(Desk desk, String name) throws Exception {
        desk.signIn(RunningServer.adminToken());
        List<String> faults = new ArrayList<>();
        for (String page : PAGES) {
            desk.go(page);
            desk.browser.screenshot("console-" + page.replace('/', '-') + "-" + name);
            desk.faults().forEach(fault -> faults.add(page + ": " + fault));
            if (!desk.browser.fitsTheWindow()) {
                faults.add(page + ": is wider than the window");
            }
        }
        assertThat(faults).isEmpty();
        assertThat(desk.browser.problems()).isEmpty();
    }

    @Test
    void light() throws Exception {
        shop.say(RunningShop.newChat(), "I want to talk to a human", 1);
        try (Desk desk = new Desk(shop.server, 1280, 850)) {
            lookAt(desk, "light");
        }
    }

    @Test
    void dark() throws Exception {
        try (Desk desk = new Desk(shop.server, 1280, 850).dark()) {
            lookAt(desk, "dark");
        }
    }

    /** In German, whose words are the longest. */
    @Test
    void narrow() throws Exception {
        long chat = RunningShop.newChat();
        shop.say(chat, "I want to talk to a human", 1);
        shop.deliver(RunningShop.update(chat, "How long can I return things?"));
        try (Desk desk = new Desk(shop.server, 360, 740).inLanguage("de")) {
            lookAt(desk, "narrow");
            desk.go("conversations/" + shop.conversationOf(chat).path("id").asText());
            desk.browser.waitFor(".suggestion-text");
            assertThat(
                            desk.browser.driver.executeScript(
                                    "return document.querySelector('.talk-log').clientHeight >= 90"
                                            + " && document.querySelector('.suggestion').getBoundingClientRect().bottom <= innerHeight"))
                    .as("what was said is seen beside what the bot suggests, and that can be sent")
                    .isEqualTo(true);
            assertThat(desk.browser.fitsTheWindow()).isTrue();
        }
    }

    @Test
    void arabic() throws Exception {
        try (Desk desk = new Desk(shop.server, 1280, 850).inLanguage("ar")) {
            lookAt(desk, "arabic");
            assertThat(desk.browser.driver.executeScript("return document.documentElement.dir"))
                    .isEqualTo("rtl");
        }
    }
}
