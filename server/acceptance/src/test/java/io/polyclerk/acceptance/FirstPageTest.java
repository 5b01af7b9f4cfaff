package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever types the address of the server, or one with a slash too many, arrives. */
class FirstPageTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final RunningShop shop = RunningShop.get();

    /** Offers an upgrade to HTTP/2 with each first request, which the server must not lose its way by. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    private HttpResponse<String> get(String path, String accept, String languages) throws Exception {
        return http.send(
                HttpRequest.newBuilder(shop.server.address(path))
                        .header("Accept", accept)
                        .header("Accept-Language", languages)
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theRootLeadsToTheConsoleAndTheApiAndTellsNobodyWhichShopsAreHere() throws Exception {
        HttpResponse<String> page = get("/", BROWSER, "de-AT,de;q=0.9,en;q=0.5");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("lang=\"de\"", "Polyclerk läuft")
                .contains("href=\"/console/\"", "href=\"/openapi/ui/\"")
                .doesNotContain("/chat/web", "/chat/otherweb");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        for (String link : List.of("/console/", "/openapi/ui/")) {
            assertThat(get(link, BROWSER, "en").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/chat/web/, /chat/web",
        "/chat/web/?lang=ar, /chat/web?lang=ar",
        "/chat, /",
        "/chat/, /",
        "/console, /console/",
        "/openapi/ui, /openapi/ui/"
    })
    void aSlashTooManyOrTooFewLeadsOn(String path, String to) throws Exception {
        HttpResponse<String> answer = get(path, BROWSER, "en");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/chat/nothing", "/chat/nothing/", "/console/nothing", "/chat/web/nothing"})
    void whereThereIsNothingABrowserShowsAPageAndAProgramReadsAProblem(String path) throws Exception {
        HttpResponse<String> page = get(path, BROWSER, "fr");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("rien à cette adresse", "href=\"/\"");
        HttpResponse<String> problem = get(path, "*/*", "fr");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/hooks/nothing"})
    void whatIsForProgramsSaysItToBrowsersInTheSameWay(String path) throws Exception {
        assertThat(get(path, BROWSER, "en").headers().firstValue("Content-Type").orElse(""))
                .doesNotContain("html");
    }

    @Test
    void aProgramFindsNothingAtTheRoot() throws Exception {
        HttpResponse<String> answer = get("/", "application/json", "en");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"not-found\"");
    }
}
