package io.polyclerk.acceptance.channels;

import static io.polyclerk.acceptance.channels.ChannelShop.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A merchant scans a code on WeChat's page, and a connection appears that answers. */
class ThirdPartyTest {

    private static final String ACCOUNT = "wx0f0e0d0c0b0a0908";
    private static final Pattern PAGE = Pattern.compile("href=\"([^\"]*componentloginpage[^\"]*)\"");

    private final ChannelShop shop = ChannelShop.get();
    private final HttpClient browser =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ThirdPartyPlatform platform = new ThirdPartyPlatform(shop.server);

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void whoeverAgreesOnThePlatformsPageIsAnsweredThereUntilTheyTakeItBack() throws Exception {
        setUp();
        HttpResponse<String> start = get("/install/wechat/start?code=" + invited(), "");
        assertThat(start.statusCode()).as(start.body()).isEqualTo(200);
        assertThat(start.body()).contains("<b>demo</b>");
        String cookie = start.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        String callback = agreed(start.body());

        assertThat(get(callback, "").statusCode())
                .as("another browser brings it back")
                .isEqualTo(403);
        HttpResponse<String> back = get(callback, cookie);
        assertThat(back.body()).contains("The account is connected");
        assertThat(get(callback, cookie).statusCode()).as("twice").isIn(403, 502);

        assertThat(shop.get("/api/v1/connections/" + ACCOUNT).path("merchant").asText())
                .isEqualTo("demo");
        assertThat(platform.writes(ACCOUNT, "o-li", "How long can I return things?"))
                .isEqualTo(200);
        await("an answer in the account", () -> !platform.shownTo("o-li").isEmpty());
        assertThat(platform.shownTo("o-li").get(0).words()).containsIgnoringCase("return");

        platform.takesBack(ACCOUNT);
        await(
                "the connection rests",
                () -> shop.get("/api/v1/connections/" + ACCOUNT)
                        .path("state")
                        .asText()
                        .equals("paused"));
        comesBack();
        assertThat(platform.refused).isEmpty();
    }

    /** Agreeing anew brings the same connection back. */
    private void comesBack() throws Exception {
        HttpResponse<String> start = get("/install/wechat/start?code=" + invited(), "");
        String cookie = start.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        assertThat(get(agreed(start.body()), cookie).body()).contains("The account is connected");
        assertThat(platform.writes(ACCOUNT, "o-wu", "How long can I return things?"))
                .isEqualTo(200);
        await("an answer once more", () -> !platform.shownTo("o-wu").isEmpty());
    }

    private void setUp() throws InterruptedException {
        shop.called("PUT", "/api/v1/apps/wechat", """
                {"settings":{"componentAppId":"%s","componentSecret":"%s","token":"%s","encodingAesKey":"%s","apiBase":"%s","pageBase":"%s"}}
                """.formatted(
                        ThirdPartyPlatform.COMPONENT,
                        ThirdPartyPlatform.SECRET,
                        ThirdPartyPlatform.TOKEN,
                        ThirdPartyPlatform.AES_KEY,
                        platform.address(),
                        platform.address()));
        platform.pushTicket();
    }

    private String invited() {
        return shop.post("/api/v1/installations", "{\"adapter\":\"wechat\",\"merchant\":\"demo\"}")
                .path("code")
                .asText();
    }

    /** @return where the platform sends the browser */
    private String agreed(String page) {
        Matcher link = PAGE.matcher(page);
        assertThat(link.find()).as(page).isTrue();
        var query =
                Platform.fields(URI.create(link.group(1).replace("&amp;", "&")).getRawQuery());
        assertThat(query.get("component_appid")).isEqualTo(ThirdPartyPlatform.COMPONENT);
        URI redirect = URI.create(query.get("redirect_uri"));
        return redirect.getPath() + "?" + redirect.getRawQuery() + "&auth_code="
                + platform.agrees(query.get("pre_auth_code"), ACCOUNT).replace("@", "%40") + "&expires_in=600";
    }

    private HttpResponse<String> get(String path, String cookie) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(shop.server.address(path));
        return browser.send(
                (cookie.isEmpty() ? request : request.header("Cookie", cookie)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
