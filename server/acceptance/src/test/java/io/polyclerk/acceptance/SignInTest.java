package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.OpenIdSimulator.Person;
import io.polyclerk.load.RunningServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** Signing in with a password, and with an account of a provider. */
class SignInTest {

    private final RunningShop shop = RunningShop.get();
    private final Api api = new Api(shop.server);

    @AfterEach
    void noAccountIsLeft() throws Exception {
        for (JsonNode account : shop.server.get("/api/v1/accounts").path("accounts")) {
            api.call(
                    RunningServer.adminToken(),
                    "DELETE",
                    "/api/v1/accounts/" + account.path("id").asText(),
                    null);
        }
    }

    private String password(String login, String role) throws Exception {
        String body = Api.JSON
                .createObjectNode()
                .put("login", login)
                .put("name", "Mei Lin")
                .put("role", role)
                .put("merchant", "demo")
                .toString();
        return api.call(RunningServer.adminToken(), "POST", "/api/v1/accounts", body)
                .json()
                .path("password")
                .asText();
    }

    /** What the page's own browser gets for a request that it makes. */
    private static long status(Desk desk, String method, String path, String headers) {
        return ((Number) desk.browser.driver.executeAsyncScript(
                        "const done = arguments[arguments.length - 1];"
                                + "fetch(arguments[1], {method: arguments[0], headers: JSON.parse(arguments[2])})"
                                + ".then((answer) => done(answer.status), () => done(0));",
                        method,
                        path,
                        headers))
                .longValue();
    }

    @Test
    void anOwnerMakesAnAccountAndThePersonSignsInWithIt() throws Exception {
        String first;
        try (Desk owner = new Desk(shop.server, 1280, 850).signIn(RunningServer.adminToken())) {
            owner.go("access");
            owner.browser.waitFor("#person-name").sendKeys("Mei Lin");
            owner.browser.waitFor("#person-login").sendKeys("mei@shop.example");
            new Select(owner.browser.waitFor("#person-role")).selectByValue("manager");
            owner.browser.waitFor("#person-merchant").sendKeys("demo", Keys.ENTER);
            first = owner.text("#new-password code");
            owner.browser.screenshot("access-people");
            assertThat(owner.faults()).isEmpty();
        }
        try (Desk mei = new Desk(shop.server, 1280, 850)) {
            mei.browser.driver.get(shop.server.address("/console/").toString());
            mei.browser.waitFor("#login");
            assertThat(mei.faults()).isEmpty();
            mei.browser.screenshot("sign-in");
            mei.signIn("mei@shop.example", first);
            assertThat(mei.text(".who")).isEqualTo("Mei Lin");
            assertThat(mei.all(".nav a[data-page=policies]")).hasSize(1);
            assertThat(mei.all(".nav a[data-page=access]")).isEmpty();
            mei.go("account");
            mei.browser.waitFor("#password-old").sendKeys(first);
            mei.browser.waitFor("#password-wanted").sendKeys("four words in a row", Keys.ENTER);
            mei.browser.waitFor(".notice.good");
            assertThat(mei.faults()).isEmpty();
            mei.browser.screenshot("account");
            mei.browser.driver.navigate().refresh();
            mei.waitUntil(() -> mei.text(".who").equals("Mei Lin"));
            assertThat(mei.browser.problems()).isEmpty();
            mei.click("#sign-out");
            mei.signIn("mei@shop.example", "four words in a row");
        }
    }

    @Test
    void noScriptReadsTheCookieAndNoOtherSiteCanUseIt() throws Exception {
        String password = password("ann@shop.example", "admin");
        try (Desk ann = new Desk(shop.server, 1280, 850).signIn("ann@shop.example", password)) {
            Cookie[] cookie = new Cookie[1];
            ann.browser.driver.get(shop.server.address("/api/v1/").toString());
            cookie[0] = ann.browser.driver.manage().getCookieNamed("polyclerk-session");
            assertThat(cookie[0].isHttpOnly()).isTrue();
            assertThat(cookie[0].getSameSite()).isEqualTo("Strict");
            assertThat(cookie[0].getPath()).isEqualTo("/api/");
            ann.browser.driver.get(shop.server.address("/console/").toString());
            ann.browser.waitFor("main h1[tabindex]");
            assertThat(ann.browser.driver.executeScript("return document.cookie"))
                    .isEqualTo("");
            assertThat(status(ann, "GET", "/api/v1/me", "{}")).isEqualTo(200);
            assertThat(status(ann, "DELETE", "/api/v1/session", "{}"))
                    .as("without the guard")
                    .isEqualTo(403);
            assertThat(status(ann, "DELETE", "/api/v1/session", "{\"X-Polyclerk-Guard\":\"guessed\"}"))
                    .isEqualTo(403);
            assertThat(status(ann, "GET", "/api/v1/me", "{}"))
                    .as("still signed in")
                    .isEqualTo(200);
        }
    }

    @Test
    void signingOutEverywhereReachesTheOtherBrowserToo() throws Exception {
        String password = password("bo@shop.example", "agent");
        try (Desk desk = new Desk(shop.server, 1280, 850).signIn("bo@shop.example", password);
                Desk phone = new Desk(shop.server, 400, 740).signIn("bo@shop.example", password)) {
            desk.go("account");
            desk.click("#sign-out-everywhere");
            desk.click("dialog .danger");
            desk.browser.waitFor("#login");
            phone.browser.driver.executeScript("location.hash = '#/tickets'");
            phone.browser.waitFor("#login");
            assertThat(phone.browser.driver.getPageSource()).doesNotContain("Bo answers");
        }
        JsonNode log = shop.server.get("/api/v1/audit?limit=50");
        assertThat(log.toString()).contains("sign_in", "sign_out_everywhere").doesNotContain(password);
    }

    @Test
    void somebodyWithAnAccountElsewhereComesInAndGoesOut() throws Exception {
        shop.people.person(new Person("s-1", "lee@shop.example", true, "Lee <b>Lead</b>", List.of("leads")));
        try (Desk lee = new Desk(shop.server, 1280, 850)) {
            lee.browser.driver.get(shop.server.address("/console/#/tickets").toString());
            lee.browser.waitFor("a[data-provider]");
            assertThat(lee.faults()).isEmpty();
            lee.browser.screenshot("sign-in-provider");
            lee.click("a[data-provider]");
            lee.waitUntil(() -> lee.text(".who").equals("Lee <b>Lead</b>"));
            assertThat(lee.browser.driver.getCurrentUrl()).endsWith("/console/#/tickets");
            assertThat(lee.browser.driver.executeScript("return document.cookie"))
                    .isEqualTo("");
            assertThat(status(lee, "DELETE", "/api/v1/session", "{}"))
                    .as("without the guard")
                    .isEqualTo(403);
            lee.browser.driver.navigate().refresh();
            lee.waitUntil(() -> lee.text(".who").startsWith("Lee"));
            lee.click("#sign-out");
            lee.browser.waitFor("#sign-out-there");
            assertThat(lee.faults()).isEmpty();
            lee.browser.screenshot("signed-out-provider");
            lee.click("#sign-out-there");
            lee.waitUntil(() -> lee.browser.driver.getPageSource().contains("signed out there"));
            shop.people.person(new Person("s-2", "stranger@elsewhere.example", true, "Stranger", List.of()));
            lee.browser.driver.get(shop.server.address("/console/").toString());
            lee.click("a[data-provider]");
            lee.waitUntil(() -> lee.text("#sign-in-problem").contains("nobody has invited you"));
            assertThat(lee.faults()).isEmpty();
        }
        assertThat(shop.server.get("/api/v1/audit?limit=20").toString()).contains("sign_in_made");
    }

    @Test
    void whoComesBackWithoutHavingBegunIsNotLetIn() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        for (String path : List.of(
                "/signin/team/back?code=x&state=forged-state-of-somebody",
                "/signin/team/back?state=x",
                "/signin/team/back",
                "/signin/team/back?error=access_denied&state=forged-state-of-somebody")) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(shop.server.address(path)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).hasValue("/console/#/sign-in?problem=state");
            assertThat(answer.headers().allValues("Set-Cookie").toString()).doesNotContain("polyclerk-session");
        }
        HttpResponse<String> begun = http.send(
                HttpRequest.newBuilder(shop.server.address("/signin/team?to=//evil.example"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(begun.headers().firstValue("Location").orElseThrow()).startsWith(shop.people.issuer());
        assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Lax", "Path=/signin/team/back");
        HttpResponse<String> unknown = http.send(
                HttpRequest.newBuilder(shop.server.address("/signin/nobody")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    @Test
    void aWrongPasswordIsToldAndTooManyAreNot() throws Exception {
        password("cy@shop.example", "agent");
        String wrong = "{\"login\":\"cy@shop.example\",\"password\":\"wrong\"}";
        Api.Answer answer = api.call(null, "POST", "/api/v1/session", wrong);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("wrong-login");
        int last = 0;
        for (int i = 0; i < 40 && last != 429; i++) {
            last = api.call(null, "POST", "/api/v1/session", wrong).status();
        }
        assertThat(last).isEqualTo(429);
    }
}
