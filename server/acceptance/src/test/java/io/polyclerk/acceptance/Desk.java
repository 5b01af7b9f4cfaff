package io.polyclerk.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.load.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The seller's console in a real browser. */
final class Desk implements AutoCloseable {

    private static final String AXE = script();

    final Browser browser;
    private final RunningServer server;

    Desk(RunningServer server, int width, int height) {
        this.server = server;
        this.browser = new Browser(width, height);
    }

    private static String script() {
        try (InputStream file = Desk.class.getResourceAsStream("/axe.min.js")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }

    /** Signs in as a person would, and waits for the page. */
    Desk signIn(String token) {
        browser.driver.get(server.address("/console/").toString());
        browser.waitFor(".sign-in input:not(.sr-only)");
        // Where there are accounts, passwords come first.
        if (all("#token").isEmpty()) {
            click("#other-way");
        }
        // Other tests make further merchants; the page would take the first of them.
        browser.driver.executeScript("localStorage.setItem('polyclerk.console.merchant', 'demo')");
        browser.waitFor("#token").sendKeys(token);
        browser.driver
                .findElement(By.cssSelector(".sign-in button[type=submit]"))
                .click();
        browser.waitFor("main h1");
        return this;
    }

    /** Signs in with a password. */
    Desk signIn(String login, String password) {
        browser.driver.get(server.address("/console/").toString());
        browser.waitFor("#login").sendKeys(login);
        browser.waitFor("#password").sendKeys(password);
        click(".sign-in button[type=submit]");
        browser.waitFor("main h1[tabindex]");
        return this;
    }

    Desk inLanguage(String tag) {
        browser.driver.get(server.address("/console/").toString());
        browser.driver.executeScript("localStorage.setItem('polyclerk.console.language', arguments[0])", tag);
        return this;
    }

    Desk dark() {
        browser.driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        return this;
    }

    void go(String page) {
        browser.driver.executeScript("location.hash = arguments[0]", "#/" + page);
        new WebDriverWait(browser.driver, Duration.ofSeconds(15))
                .until(one -> one.findElements(By.cssSelector("main .loading")).isEmpty()
                        && !one.findElements(By.cssSelector("main h1")).isEmpty());
    }

    void click(String selector) {
        browser.waitFor(selector).click();
    }

    List<WebElement> all(String selector) {
        return browser.driver.findElements(By.cssSelector(selector));
    }

    String text(String selector) {
        return browser.waitFor(selector).getText();
    }

    void waitUntil(java.util.function.BooleanSupplier holds) {
        new WebDriverWait(browser.driver, Duration.ofSeconds(60)).until(one -> Browser.settled(holds::getAsBoolean));
    }

    /** What axe finds against WCAG 2.2 AA, serious or worse. */
    List<String> faults() throws IOException {
        browser.driver.executeScript(AXE);
        Object found = browser.driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                        + "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
                        + ".then((result) => done(JSON.stringify(result.violations)), (problem) => done('[{\"impact\":\"critical\",\"id\":\"' + problem.message + '\"}]'));");
        List<String> faults = new ArrayList<>();
        for (JsonNode fault : Api.JSON.readTree(String.valueOf(found))) {
            if (List.of("serious", "critical").contains(fault.path("impact").asText())) {
                faults.add(fault.path("id").asText() + " "
                        + fault.at("/nodes/0/html").asText() + " "
                        + fault.at("/nodes/0/failureSummary").asText());
            }
        }
        return faults;
    }

    @Override
    public void close() {
        browser.close();
    }
}
