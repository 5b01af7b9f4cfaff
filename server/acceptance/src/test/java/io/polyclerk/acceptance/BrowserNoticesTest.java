package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.load.PushSimulator;
import io.polyclerk.load.PushSimulator.Received;
import io.polyclerk.load.RunningServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a browser is told while nobody looks. A headless browser has no push service, so the one that is played takes its place: the page
 * subscribes there, the server encrypts for it, and what it decrypts is handed to the page's own worker.
 */
class BrowserNoticesTest {

    private static final int REGISTRATIONS = 3;

    private final RunningShop shop = RunningShop.get();
    private final Api api = new Api(shop.server);

    /** The page's own push manager, but for the service behind it. */
    private static void subscribeAt(Desk desk, PushSimulator.Browser browser) {
        desk.browser.driver.executeScript(
                "const one = {endpoint: arguments[0], options: {}, toJSON: () => ({endpoint: arguments[0], keys: {p256dh: arguments[1], auth: arguments[2]}}),"
                        + " unsubscribe: async () => true};"
                        + "PushManager.prototype.subscribe = async () => one;"
                        + "PushManager.prototype.getSubscription = async () => null;",
                browser.endpoint(),
                browser.p256dh(),
                browser.auth());
    }

    private String shown(Desk desk) {
        return String.valueOf(
                desk.browser.driver.executeAsyncScript(
                        "const done = arguments[arguments.length - 1];"
                                + "navigator.serviceWorker.ready.then((one) => one.getNotifications())"
                                + ".then((all) => done(JSON.stringify(all.map((one) => [one.tag, one.body, one.data]))), (problem) => done(String(problem)));"));
    }

    private void deliver(Desk desk, Received received) {
        desk.browser.driver.executeCdpCommand("ServiceWorker.enable", Map.of());
        String origin = shop.server.address("").toString();
        for (int i = 0; i < REGISTRATIONS; i++) {
            desk.browser.driver.executeCdpCommand(
                    "ServiceWorker.deliverPushMessage",
                    Map.of("origin", origin, "registrationId", String.valueOf(i), "data", received.words()));
        }
    }

    @Test
    void whoOnlyHasATokenIsToldWhoWaitsAndIsLedThere() throws Exception {
        String token = api.token("agent", "demo");
        PushSimulator.Browser browser = shop.push.browser();
        try (Desk desk = new Desk(shop.server, 1280, 900).signIn(token)) {
            desk.browser.driver.executeCdpCommand(
                    "Browser.grantPermissions",
                    Map.of("origin", shop.server.address("").toString(), "permissions", List.of("notifications")));
            desk.go("notices");
            desk.browser.waitFor("#push-on");
            subscribeAt(desk, browser);
            desk.click("#push-on");
            desk.waitUntil(() -> !desk.all("#push-off").isEmpty());
            assertThat(desk.faults()).isEmpty();
            desk.browser.screenshot("notices-push");
            shop.say(RunningShop.newChat(), "I want to talk to a human", 1);
            desk.waitUntil(() -> shop.push.received(browser).stream()
                    .anyMatch(one -> one.topic().equals("waiting")));
            Received waiting = shop.push.received(browser).get(0);
            assertThat(waiting.words()).contains("for a human", "#/conversations");
            assertThat(shop.push.faults()).isEmpty();
            desk.click("#push-try");
            desk.waitUntil(() -> shop.push.received(browser).stream()
                    .anyMatch(one -> one.topic().equals("test")));
            deliver(
                    desk,
                    shop.push.received(browser).stream()
                            .filter(one -> one.topic().equals("test"))
                            .findFirst()
                            .orElseThrow());
            desk.waitUntil(() -> shown(desk).contains("This browser is told what you chose"));
            desk.browser.driver.executeScript(
                    "navigator.serviceWorker.dispatchEvent(new MessageEvent('message', {data: {place: '#/tickets'}}))");
            desk.waitUntil(() -> desk.browser.driver.getCurrentUrl().endsWith("#/tickets"));
            assertThat(desk.browser.problems()).isEmpty();
            desk.click("#sign-out");
            desk.browser.waitFor("#token,#login");
        }
        assertThat(api.call(token, "GET", "/api/v1/push", null).json().path("browsers"))
                .as("who signs out of a browser is told nothing there")
                .isEmpty();
    }

    @Test
    void nobodyHasThisServerCallWhateverTheyLike() throws Exception {
        PushSimulator.Browser browser = shop.push.browser();
        for (String endpoint : List.of(
                shop.server.address("/api/v1/me").toString(),
                "https://localhost:9443/",
                "http://169.254.169.254/latest/meta-data")) {
            String body = Api.JSON
                    .createObjectNode()
                    .put("endpoint", endpoint)
                    .set(
                            "keys",
                            Api.JSON
                                    .createObjectNode()
                                    .put("p256dh", browser.p256dh())
                                    .put("auth", browser.auth()))
                    .toString();
            Api.Answer answer = api.call(RunningServer.adminToken(), "POST", "/api/v1/push", body);
            assertThat(answer.status()).as(endpoint).isEqualTo(422);
        }
    }
}
