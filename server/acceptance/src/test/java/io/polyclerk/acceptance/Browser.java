package io.polyclerk.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser on the shopper's page. Screenshots go to {@code target/screenshots}. */
final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    final ChromeDriver driver;

    Browser(int width, int height) {
        this(width, height, new ChromeOptions());
    }

    /** A browser to which these names are one server, and which takes no cookies from pages inside others. */
    static Browser thatResolves(String names, int port) {
        ChromeOptions options = new ChromeOptions();
        String rules = Stream.of(names.split(" "))
                .map(name -> "MAP " + name + ":443 127.0.0.1:" + port)
                .collect(Collectors.joining(","));
        options.addArguments("--host-resolver-rules=" + rules, "--ignore-certificate-errors");
        options.setExperimentalOption(
                "prefs", Map.of("profile.cookie_controls_mode", 1, "profile.block_third_party_cookies", true));
        return new Browser(1280, 900, options);
    }

    private Browser(int width, int height, ChromeOptions options) {
        options.setBinary(program("chromium", "chromium-browser", "google-chrome"));
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of(program("chromedriver")).toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(new Dimension(width, height));
    }

    private static String program(String... names) {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the browser tests need " + String.join(" or ", names)
                        + ": apt-get install chromium chromium-driver"));
    }

    void open(String address) {
        driver.get(address);
        waitFor("#text");
    }

    WebElement waitFor(String selector) {
        try {
            return new WebDriverWait(driver, Duration.ofSeconds(15))
                    .until(page -> settled(() -> {
                        WebElement found = page.findElement(By.cssSelector(selector));
                        return found.isDisplayed() ? found : null;
                    }));
        } catch (TimeoutException missing) {
            // What was there instead says more than what was not.
            screenshot("missing");
            throw missing;
        }
    }

    /** What is read of a page; null while the browser is on its way to another one and drops what it was asked. */
    static <T> T settled(Supplier<T> read) {
        try {
            return read.get();
        } catch (StaleElementReferenceException redrawn) {
            return null;
        } catch (WebDriverException failure) {
            if (String.valueOf(failure.getMessage()).contains("aborted by navigation")) {
                return null;
            }
            throw failure;
        }
    }

    /** Types with the keyboard alone. */
    void say(String text) {
        WebElement line = waitFor("#text");
        line.sendKeys(text, Keys.ENTER);
    }

    /** The bot's messages once there are so many. */
    List<String> answers(int atLeast) {
        return new WebDriverWait(driver, Duration.ofSeconds(60)).until(page -> {
            List<String> said = page.findElements(By.cssSelector(".message.bot")).stream()
                    .map(WebElement::getText)
                    .toList();
            return said.size() >= atLeast ? said : null;
        });
    }

    boolean fitsTheWindow() {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
    }

    List<String> problems() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(Object::toString)
                .toList();
    }

    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
