package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

class ShopperPageTest {

    private final RunningShop shop = RunningShop.get();

    private String page(String language) {
        return shop.server.address("/chat/web?lang=" + language).toString();
    }

    @Test
    void aShopperProvesAnOrderAndReadsWhereItIs() throws Exception {
        try (Browser browser = new Browser(480, 860)) {
            browser.open(page("en"));
            assertThat(browser.driver.getTitle()).isEqualTo("Quillbrook & Sons");
            assertThat(browser.waitFor("#welcome-disclosure").getText()).containsIgnoringCase("automated");
            browser.say("Where is my order 1001?");
            assertThat(browser.answers(1).get(0)).contains("1001", "postcode");
            browser.say("mei.lin@mail.example");
            assertThat(browser.answers(2).get(1)).contains("has been shipped", "Swiftlane");
            browser.screenshot("order-proven");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void whatWasSaidIsThereAfterAReload() throws Exception {
        try (Browser browser = new Browser(1000, 700)) {
            browser.open(page("en"));
            browser.say("hello");
            browser.answers(1);
            browser.driver.navigate().refresh();
            assertThat(browser.answers(1).get(0)).contains("not a person");
            assertThat(browser.driver.findElements(By.cssSelector(".message.mine")))
                    .hasSize(1);
        }
    }

    @Test
    void arabicRunsFromRightToLeftOnASmallScreen() throws Exception {
        try (Browser browser = new Browser(320, 640)) {
            browser.open(page("ar"));
            assertThat(browser.driver.findElement(By.tagName("html")).getDomAttribute("dir"))
                    .isEqualTo("rtl");
            browser.say("أين طلبي 1001؟");
            assertThat(browser.answers(1)).hasSize(1);
            assertThat(browser.fitsTheWindow()).isTrue();
            browser.screenshot("arabic-320");
        }
    }

    @Test
    void anOptionIsPickedWithTheKeyboard() throws Exception {
        try (Browser browser = new Browser(480, 860)) {
            browser.open(page("en"));
            browser.say("hmm well about that thing you know");
            browser.answers(1);
            var options = browser.driver.findElements(By.cssSelector(".message.bot .options button"));
            if (!options.isEmpty()) {
                options.get(0).sendKeys(org.openqa.selenium.Keys.ENTER);
                assertThat(browser.answers(2)).hasSize(2);
            }
            browser.screenshot("options");
        }
    }

    @Test
    void aPictureIsUploadedAndKept(@TempDir Path folder) throws Exception {
        Path picture = folder.resolve("fault.png");
        Files.write(
                picture,
                Base64.getDecoder()
                        .decode(
                                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        try (Browser browser = new Browser(480, 860)) {
            browser.open(page("en"));
            browser.driver.findElement(By.id("file")).sendKeys(picture.toString());
            new org.openqa.selenium.support.ui.WebDriverWait(browser.driver, java.time.Duration.ofSeconds(10))
                    .until(one -> one.findElement(By.id("send")).isEnabled());
            browser.driver.findElement(By.id("send")).click();
            assertThat(browser.answers(1).get(0)).contains("kept the photo for the team", "order number");
        }
    }

    @Test
    void filesOfOthersAreNotShownAndProgramsAreNotTaken() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        String owner = token();
        HttpResponse<String> program = upload(http, owner, "MZ\u0090 not a picture".getBytes(StandardCharsets.UTF_8));
        assertThat(program.statusCode()).isEqualTo(415);
        HttpResponse<String> picture =
                upload(http, owner, "GIF89a\u0001\0\u0001\0\0\0\0;".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(picture.statusCode()).as(picture.body()).isEqualTo(201);
        String id = picture.body().replaceAll(".*\"([0-9a-f]{32})\".*", "$1");
        assertThat(read(http, owner, id)).isEqualTo(200);
        assertThat(read(http, token(), id)).isEqualTo(404);
    }

    private static String token() {
        byte[] random = new byte[32];
        ThreadLocalRandom.current().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private HttpResponse<String> upload(HttpClient http, String token, byte[] content) throws Exception {
        URI address = shop.server.address("/chat/web/uploads");
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("X-Chat-Session", token)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private int read(HttpClient http, String token, String id) throws Exception {
        URI address = shop.server.address("/chat/web/uploads/" + id);
        return http.send(
                        HttpRequest.newBuilder(address)
                                .header("X-Chat-Session", token)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
