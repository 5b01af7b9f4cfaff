package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.acceptance.Api.Answer;
import io.polyclerk.adapter.shopify.SimulatedShop;
import io.polyclerk.load.RunningServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

/** The console inside the platform from which a shop was installed: who gets in, and who does not. */
class EmbeddedConsoleTest {

    private static final String ADMIN = RunningServer.adminToken();
    private static final String SESSION = "X-Polyclerk-Session";

    private final RunningShop server = RunningShop.get();
    private final Api api = new Api(server.server);
    private final HttpClient http = HttpClient.newHttpClient();
    private final SimulatedShop shop = new SimulatedShop(Duration.ZERO);
    private final PlatformAdmin admin = new PlatformAdmin(shop.app(), shop.name());

    @BeforeEach
    void theOperatorHasSetTheAppUp() throws Exception {
        ObjectNode settings = Api.JSON.createObjectNode();
        shop.app().forEach(settings.putObject("settings")::put);
        assertThat(api.call(ADMIN, "PUT", "/api/v1/apps/shopify", settings.toString())
                        .status())
                .isIn(200, 204);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (JsonNode one : server.server.get("/api/v1/installations").path("installations")) {
            if (one.path("adapter").asText().equals("shopify")
                    && one.path("status").asText().equals("active")) {
                api.call(
                        ADMIN,
                        "DELETE",
                        "/api/v1/installations/" + one.path("id").asText(),
                        null);
            }
        }
        api.call(ADMIN, "DELETE", "/api/v1/apps/shopify", null);
        admin.close();
        shop.close();
    }

    private HttpResponse<String> get(String address) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> exchange(@Nullable String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.server.address("/install/shopify/session"))
                .POST(HttpRequest.BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Answer as(String session, String method, String path, @Nullable String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.server.address(path))
                .header(SESSION, session)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    /** Opens the app for the first time, which installs it. @return a session */
    private String signedIn() throws Exception {
        HttpResponse<String> page = get(admin.launch(server.server));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        HttpResponse<String> opened = exchange(admin.token());
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        assertThat(opened.headers().allValues("Set-Cookie")).isEmpty();
        return Api.JSON.readTree(opened.body()).path("session").asText();
    }

    @Test
    void onlyThePlatformShowsThePageAndOnlyThatPage() throws Exception {
        HttpResponse<String> page = get(admin.launch(server.server));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .endsWith("frame-ancestors https://" + shop.name() + " https://admin.shopify.com");
        for (String other : new String[] {"/console/", "/console/app.js", "/embedded/embedded.js", "/api/v1"}) {
            assertThat(get(server.server.address(other).toString())
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElseThrow())
                    .as(other)
                    .endsWith("frame-ancestors 'none'");
        }
    }

    @Test
    void whoIsSignedInThereSeesTheirOwnMerchantAndNothingElse() throws Exception {
        String session = signedIn();
        JsonNode me = as(session, "GET", "/api/v1/me", null).json();
        String merchant = me.path("merchant").asText();
        assertThat(merchant).isNotBlank().isNotEqualTo("demo");
        assertThat(me.path("role").asText()).isEqualTo("admin");
        assertThat(me.path("id").asText()).isEqualTo("shopify:4711");
        assertThat(as(session, "GET", "/api/v1/billing/bill?merchant=demo", null)
                        .status())
                .isIn(403, 404);
        assertThat(as(session, "GET", "/api/v1/connections/web", null).status()).isIn(403, 404);
        assertThat(as(session, "GET", "/api/v1/partner-adapters", null).status())
                .isIn(403, 404);
        for (JsonNode one :
                as(session, "GET", "/api/v1/connections", null).json().path("connections")) {
            assertThat(one.path("merchant").asText()).isEqualTo(merchant);
        }
        assertThat(as("guessed", "GET", "/api/v1/me", null).status()).isEqualTo(401);

        api.call(ADMIN, "DELETE", "/api/v1/installations/" + installation(), null);
        assertThat(as(session, "GET", "/api/v1/me", null).status())
                .as("after the app is gone")
                .isEqualTo(401);
        assertThat(exchange(admin.token()).statusCode()).isEqualTo(409);
    }

    private String installation() throws Exception {
        for (JsonNode one : server.server.get("/api/v1/installations").path("installations")) {
            if (one.path("adapter").asText().equals("shopify")
                    && one.path("status").asText().equals("active")) {
                return one.path("id").asText();
            }
        }
        throw new AssertionError("the shop is not installed");
    }

    @Test
    void aProofThatDoesNotHoldOpensNothing() throws Exception {
        signedIn();
        String secret = shop.app().get("clientSecret");
        long now = admin.claims().path("iat").asLong();
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("forged", PlatformAdmin.token(admin.claims(), "HS256", "guessed"));
        wrong.put("alg none", PlatformAdmin.token(admin.claims(), "none", null));
        wrong.put("alg none with a signature", PlatformAdmin.token(admin.claims(), "none", secret));
        wrong.put("another algorithm", PlatformAdmin.token(admin.claims(), "HS512", secret));
        wrong.put("expired", PlatformAdmin.token(admin.claims().put("exp", now - 11), "HS256", secret));
        wrong.put("of later", PlatformAdmin.token(admin.claims().put("nbf", now + 60), "HS256", secret));
        wrong.put("for ever", PlatformAdmin.token(admin.claims().without("exp"), "HS256", secret));
        wrong.put("for another app", PlatformAdmin.token(admin.claims().put("aud", "client-2"), "HS256", secret));
        wrong.put(
                "two shops",
                PlatformAdmin.token(admin.claims().put("dest", "https://other.myshopify.com"), "HS256", secret));
        ObjectNode other = admin.claims()
                .put("iss", "https://other.myshopify.com/admin")
                .put("dest", "https://other.myshopify.com");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            assertThat(exchange(one.getValue()).statusCode()).as(one.getKey()).isEqualTo(401);
        }
        assertThat(exchange(null).statusCode()).isEqualTo(401);
        assertThat(exchange(PlatformAdmin.token(other, "HS256", secret)).statusCode())
                .as("a shop that has not installed the app")
                .isEqualTo(409);
        assertThat(api.call(admin.token(), "GET", "/api/v1/me", null).status())
                .as("the platform's proof itself opens nothing")
                .isEqualTo(401);
        assertThat(as(admin.token(), "GET", "/api/v1/me", null).status()).isEqualTo(401);
        String launch = admin.launch(server.server);
        assertThat(get(launch.replace("shop=fernwick", "shop=other")).statusCode())
                .isEqualTo(401);
        assertThat(get(launch.replaceAll("hmac=.{4}", "hmac=0000")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aPlanIsAgreedToAtThePlatformAndHoldsFromThenOn() throws Exception {
        String session = signedIn();
        String merchant =
                as(session, "GET", "/api/v1/me", null).json().path("merchant").asText();
        String account = "/api/v1/billing/account?merchant=" + merchant;
        assertThat(as(session, "PUT", account, "{\"plan\":\"steps\",\"cap\":\"40.00\"}")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("agree-at-platform");
        String agreement = "/api/v1/billing/agreement";
        Answer proposed = as(
                session,
                "POST",
                agreement + "?merchant=" + merchant,
                "{\"plan\":\"steps\",\"cap\":\"40.00\",\"back\":\"https://" + shop.name() + "/admin/apps/client-1\"}");
        assertThat(proposed.json().path("page").asText()).startsWith("https://" + shop.name() + "/admin/charges/");
        String check = agreement + "/check?merchant=" + merchant;
        assertThat(as(session, "POST", check, null).json().path("agreed").asBoolean())
                .isFalse();
        assertThat(as(session, "GET", account, null)
                        .json()
                        .at("/platform/state")
                        .asText())
                .isEqualTo("proposed");
        shop.approve();
        assertThat(as(session, "POST", check, null).json().path("agreed").asBoolean())
                .isTrue();
        JsonNode now = as(session, "GET", account, null).json();
        assertThat(now.at("/plan/id").asText()).isEqualTo("steps");
        assertThat(now.at("/platform/state").asText()).isEqualTo("active");
        assertThat(now.path("agreed")).hasSize(2);
        assertThat(shop.violations()).isEmpty();
    }

    @Test
    void theConsoleRunsInTheFrameWhereCookiesAreBlocked() throws Exception {
        admin.frames(admin.launch(server.server));
        try (Browser browser = Browser.thatResolves("admin.shopify.com cdn.shopify.com evil.example", admin.port())) {
            browser.driver.get("https://admin.shopify.com/");
            browser.driver.switchTo().frame("app");
            browser.waitFor("#open-console").click();
            browser.waitFor(".nav a[data-page=billing]").click();
            assertThat(browser.driver.findElements(By.id("sign-out"))).isEmpty();
            assertThat(browser.waitFor(".who").getText()).contains("4711");
            new Select(browser.waitFor("#billing-plan")).selectByValue("steps");
            browser.waitFor("#billing-cap").clear();
            browser.waitFor("#billing-cap").sendKeys("40.00");
            browser.waitFor("#billing-save").click();
            browser.waitFor("dialog .strong").click();
            assertThat(browser.waitFor("#billing-agree").getAttribute("href"))
                    .startsWith("https://" + shop.name() + "/admin/charges/");
            browser.screenshot("embedded-console");
            shop.approve();
            browser.waitFor(".nav a[data-page=numbers]").click();
            browser.waitFor(".nav a[data-page=billing]").click();
            assertThat(browser.waitFor("#billing-agreement").getText()).contains("40.00");

            browser.driver.get("https://evil.example/");
            browser.driver.switchTo().frame("app");
            assertThat(browser.driver.findElements(By.id("page"))).isEmpty();
        }
    }
}
