package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.load.RunningServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Knowledge of the trade and templates, through the doors. */
class KnowledgeTest {

    private static final String PACKS = "/api/v1/knowledge/packs?merchant=";
    private static final String PACK = """
            @prefix dcterms: <http://purl.org/dc/terms/> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            @prefix k: <https://polyclerk.io/knowledge/terms#> .
            @prefix f: <https://polyclerk.io/knowledge/cosmetics/function#> .
            @prefix my: <https://shop.example/knowledge#> .
            my:pack a skos:ConceptScheme ; dcterms:title "Snails" .
            my:lab dcterms:title "Our laboratory" ; dcterms:issued "2026-11-01"^^xsd:date .
            my:mucin a skos:Concept , k:Ingredient ; skos:prefLabel "snail mucin"@en .
            [] a rdf:Statement ; rdf:subject my:mucin ; rdf:predicate k:function ; rdf:object f:humectant ; dcterms:source my:lab .
            """;

    private final RunningShop shop = RunningShop.get();
    private final Api api = new Api(shop.server);
    private final long chat = RunningShop.newChat();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "does the hyaluronic serum contain retinol?|retinol is not among the ingredients",
                "这款面膜可以和视黄醇一起使用吗|水杨酸和视黄醇",
                "¿El cargador es compatible con el iPhone 15?|USB PD",
                "Kann ich die Gesichtsmaske mit Retinol verwenden?|Salicylsäure und Retinol",
                "зарядное устройство совместимо с iPhone 15?|USB PD"
            })
    void theChatAnswersFromTheGraphAndTheShopsFacts(String question, String answer) throws Exception {
        assertThat(String.join("\n", shop.say(chat, question, 1))).contains(answer);
    }

    @Test
    void whatWasAskedAboutIsRememberedForTheNextQuestion() throws Exception {
        shop.say(chat, "does the hyaluronic serum contain retinol?", 1);
        assertThat(shop.say(chat, "can I use it with vitamin C?", 2).get(1))
                .contains("hyaluronic acid and vitamin C are often used together")
                .contains("not medical advice")
                .contains("General knowledge");
    }

    @Test
    void aPackIsTakenWithItsSourcesAndRefusedWithItsLines() throws Exception {
        String admin = RunningServer.adminToken();
        HttpResponse<String> added = post(admin, PACKS + "demo", "text/turtle", PACK);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        String id = Api.JSON.readTree(added.body()).path("id").asText();
        try {
            Thread.sleep(2_500);
            assertThat(shop.say(chat, "what is snail mucin?", 1).get(0)).contains("humectant", "Our laboratory");
            HttpResponse<String> rows = post(
                    admin,
                    PACKS.replace("packs?", "packs/query?") + "demo",
                    "application/sparql-query",
                    "SELECT ?l WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?l FILTER(CONTAINS(?l, \"snail\")) }");
            assertThat(rows.statusCode()).as(rows.body()).isEqualTo(200);
            assertThat(rows.body()).contains("snail mucin");
        } finally {
            assertThat(api.call(admin, "DELETE", "/api/v1/knowledge/packs/" + id + "?merchant=demo", null)
                            .status())
                    .isEqualTo(204);
        }
        HttpResponse<String> bad =
                post(admin, PACKS + "demo", "text/turtle", PACK.replace(" ; dcterms:source my:lab .", " ."));
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(bad.body()).contains("line 11").contains("dcterms:source");
        assertThat(post(admin, PACKS + "demo", "text/turtle", "#".repeat(1_200_000))
                        .statusCode())
                .isEqualTo(413);
        assertThat(post(admin, PACKS + "demo", "application/rdf+xml", "<rdf:RDF/>")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void nobodyReachesAnotherMerchantsPacksAndTemplatesAndAgentsOnlyRead() throws Exception {
        String stranger = api.token("admin", "other");
        HttpResponse<String> own = post(stranger, PACKS + "demo", "text/turtle", PACK);
        // The merchant of the token is the one that counts.
        assertThat(own.statusCode()).isEqualTo(201);
        String id = Api.JSON.readTree(own.body()).path("id").asText();
        assertThat(own.body()).contains("\"merchant\":\"other\"");
        assertThat(api.call(RunningServer.adminToken(), "GET", PACKS + "demo", null)
                        .body())
                .doesNotContain(id);
        api.call(stranger, "DELETE", "/api/v1/knowledge/packs/" + id + "?merchant=other", null);
        String agent = api.token("agent", "demo");
        assertThat(post(agent, PACKS + "demo", "text/turtle", PACK).statusCode())
                .isEqualTo(403);
        assertThat(api.call(agent, "POST", "/api/v1/templates?merchant=demo", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(api.call(agent, "GET", "/api/v1/templates?merchant=demo&q=refund", null)
                        .status())
                .isEqualTo(200);
        assertThat(api.call(null, "GET", "/api/v1/templates?merchant=demo", null)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void templatesAreFoundWrittenFilledAndTakenAway() throws Exception {
        String admin = RunningServer.adminToken();
        assertThat(api.call(admin, "GET", "/api/v1/templates?merchant=demo&language=en&q=late%20delivery", null)
                        .json()
                        .at("/templates/0/key")
                        .asText())
                .isEqualTo("order.delay");
        Api.Answer filled = api.call(
                admin,
                "POST",
                "/api/v1/templates/order.received/render?merchant=demo&language=ru",
                "{\"variables\":{\"order\":\"1001\",\"days\":\"2\"}}");
        assertThat(filled.json().path("text").asText()).contains("1001").contains("2 рабочих дня");
        Api.Answer missing =
                api.call(admin, "POST", "/api/v1/templates/order.received/render?merchant=demo", "{\"variables\":{}}");
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.body()).contains("lacks days, order");
        String draft = "{\"key\":\"own.test\",\"language\":\"en\",\"title\":\"Parking\",\"text\":\"%s\",\"bot\":%s}";
        assertThat(api.call(admin, "POST", "/api/v1/templates?merchant=demo", draft.formatted("Broken {", false))
                        .status())
                .isEqualTo(422);
        assertThat(api.call(admin, "POST", "/api/v1/templates?merchant=demo", draft.formatted("Hi {name}", true))
                        .status())
                .isEqualTo(422);
        assertThat(api.call(admin, "POST", "/api/v1/templates?merchant=demo", draft.formatted("Hi {name}", false))
                        .status())
                .isEqualTo(201);
        assertThat(api.call(admin, "POST", "/api/v1/templates?merchant=demo", draft.formatted("Hi {name}", false))
                        .status())
                .isEqualTo(409);
        assertThat(api.call(
                                admin,
                                "PUT",
                                "/api/v1/templates/own.test?merchant=demo",
                                draft.formatted("Hey {name}", false))
                        .json()
                        .path("variables")
                        .toString())
                .isEqualTo("[\"name\"]");
        assertThat(api.call(admin, "DELETE", "/api/v1/templates/own.test?merchant=demo", null)
                        .status())
                .isEqualTo(204);
        assertThat(api.call(admin, "GET", "/api/v1/templates/own.test?merchant=demo", null)
                        .status())
                .isEqualTo(404);
    }

    private HttpResponse<String> post(String token, String path, String type, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(shop.server.address(path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
