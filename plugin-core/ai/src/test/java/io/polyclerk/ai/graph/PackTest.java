package io.polyclerk.ai.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.polyclerk.ai.graph.BadPackException.Fault;
import io.polyclerk.ai.graph.GraphSearch.RefusedQueryException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackTest {

    private static final List<String> LANGUAGES =
            List.of("en", "zh", "pt", "ar", "es", "fr", "de", "ja", "ko", "ru", "th", "vi", "id", "tr", "hi");

    private static final String HEAD = """
            @prefix dcterms: <http://purl.org/dc/terms/> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            @prefix k: <https://polyclerk.io/knowledge/terms#> .
            @prefix my: <https://shop.example/k#> .
            my:pack a skos:ConceptScheme ; dcterms:title "Mine" .
            my:lab dcterms:title "Lab" ; dcterms:issued "2026-11-01"^^xsd:date .
            my:a a skos:Concept , k:Ingredient ; skos:prefLabel "a thing"@en .
            """;
    private static final int NEXT = 10;

    private final GraphSearch search = new GraphSearch(new TradeGraphs(PackLibrary.NONE));

    @Test
    void theShippedPacksPassTheirOwnCheck() {
        for (String name : TradeGraphs.SHIPPED) {
            Pack pack = Pack.read(TradeGraphs.text(name));
            assertThat(pack.concepts()).isGreaterThan(50);
        }
        assertThat(Pack.read(TradeGraphs.text("cosmetics")).statements()).isGreaterThan(250);
    }

    @Test
    void thereAreEnoughIngredientsAndTermsEachCalledByNameInFifteenLanguages() {
        for (Map.Entry<String, Integer> wanted : Map.of("Ingredient", 60, "Term", 30, "ProductKind", 17, "Device", 9)
                .entrySet()) {
            List<Map<String, String>> rows =
                    search.ask("m", """
                    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
                    SELECT ?c (COUNT(DISTINCT LANG(?l)) AS ?n) WHERE { ?c a <https://polyclerk.io/knowledge/terms#%s> ; skos:prefLabel ?l }
                    GROUP BY ?c""".formatted(wanted.getKey())).rows();
            assertThat(rows).hasSizeGreaterThanOrEqualTo(wanted.getValue());
            assertThat(rows).allSatisfy(row -> assertThat(row.get("n")).startsWith(Integer.toString(LANGUAGES.size())));
        }
    }

    @Test
    void whatAStatementNamesIsThere() {
        assertThat(search.ask("m", """
                PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
                SELECT ?o WHERE { ?s a rdf:Statement . { ?s rdf:subject ?o } UNION { ?s rdf:object ?o }
                  FILTER(ISIRI(?o) && !STRSTARTS(STR(?o), "https://polyclerk.io/knowledge/terms#"))
                  FILTER NOT EXISTS { ?o <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } }""").rows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "my:b a skos:Concept .|has no skos:prefLabel",
                "my:b a skos:Concept ; skos:prefLabel \"\"@en .|empty name",
                "my:b a skos:Concept ; skos:prefLabel \"see https://evil.example\"@en .|web address",
                "my:b a skos:Concept ; skos:prefLabel \"a\\u202Eb\"@en .|control characters",
                "my:b a skos:Concept ; skos:prefLabel my:a .|is no text",
                "[] a rdf:Statement ; rdf:subject my:a ; rdf:predicate k:banned ; rdf:object true .|without dcterms:source",
                "[] a rdf:Statement ; rdf:subject my:a ; rdf:predicate k:banned ; rdf:object \"maybe\" ; dcterms:source my:lab .|true or false",
                "[] a rdf:Statement ; rdf:subject my:a ; rdf:predicate k:heals ; rdf:object my:a ; dcterms:source my:lab .|does not know",
                "[] a rdf:Statement ; rdf:subject my:a ; rdf:predicate k:pregnancy ; rdf:object k:safe ; dcterms:source my:lab .|k:avoid",
                "[] a rdf:Statement ; rdf:subject my:a ; rdf:predicate k:suits ; dcterms:source my:lab .|exactly one",
                "my:a skos:definition \"x\"@en .|without dcterms:source",
                "my:a dcterms:source my:none .|without dcterms:title",
                "my:a <http://www.w3.org/2002/07/owl#imports> <http://evil.example/x> .|owl:imports",
                "my:a skos:altLabel \"open .|",
                "my:a skos:altLabel [ .|",
                "nobody:a skos:altLabel \"x\" .|",
                "LOAD <http://evil.example/x> .|",
                "my:a skos:altLabel \"x\"@en ; SERVICE <http://evil.example> .|",
                "<<my:a skos:altLabel \"x\">> dcterms:source my:lab .|",
                "my:a dcterms:issued \"yesterday\"^^xsd:date .|",
                "my:a skos:exactMatch <not a valid address> .|",
            })
    void aFaultIsNamedWithItsLine(String line, String problem) {
        assertThatThrownBy(() -> Pack.read(HEAD + line + "\n"))
                .isInstanceOf(BadPackException.class)
                .extracting(bad -> ((BadPackException) bad).faults(), InstanceOfAssertFactories.list(Fault.class))
                .anySatisfy(fault -> {
                    assertThat(fault.line()).isBetween(NEXT - 1L, NEXT + 1L);
                    assertThat(fault.problem()).contains(problem == null ? "" : problem);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@prefix x: <http://x.example/> .",
                "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rdf:RDF>&x;</rdf:RDF>",
                "<!DOCTYPE a>",
                "{\"@context\":\"http://evil.example/c\"}",
                "SELECT * WHERE { ?s ?p ?o }",
                "\u0000\u0001\u0002",
                "PK\u0003\u0004"
            })
    void whatIsNoPackIsRefused(String text) {
        assertThatThrownBy(() -> Pack.read(text)).isInstanceOf(BadPackException.class);
    }

    @Test
    void aPackThatIsTooLargeOrTooDeepIsRefused() {
        String statement = "my:a skos:altLabel \"%d\"@en .\n";
        StringBuilder many = new StringBuilder(HEAD);
        for (int i = 0; i < 31_000; i++) {
            many.append(statement.formatted(i));
        }
        assertThatThrownBy(() -> Pack.read(many.toString())).isInstanceOf(BadPackException.class);
        assertThatThrownBy(() -> Pack.read(HEAD + "# " + "x".repeat(Pack.LARGEST)))
                .isInstanceOf(BadPackException.class)
                .hasMessageContaining("larger");
        String deep = HEAD + "my:a skos:note " + "[ my:p ".repeat(60_000) + "my:a" + " ]".repeat(60_000) + " .";
        assertThatThrownBy(() -> Pack.read(deep)).isInstanceOf(BadPackException.class);
        assertThatThrownBy(() -> Pack.read(HEAD + "my:a skos:note " + "(".repeat(100_000)))
                .isInstanceOf(BadPackException.class);
    }

    @Test
    void filesAndServersThatAPackNamesAreNamesOnly() {
        assertThatCode(() -> Pack.read(
                        "@base <file:///etc/> .\n" + HEAD + "my:a skos:seeAlso <passwd> , <http://127.0.0.1:1/x> .\n"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
                "SELECT * WHERE { OPTIONAL { { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } } } }",
                "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
                "SELECT * FROM NAMED <http://evil.example/> WHERE { GRAPH ?g { ?s ?p ?o } }",
                "SELECT * WHERE { { SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } } }",
                "LOAD <http://evil.example/x>",
                "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
                "DROP ALL",
                "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
                "DESCRIBE ?s WHERE { ?s ?p ?o }",
                "ASK { ?s ?p ?o }",
                "SELECT",
                "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?a) = CONCAT(STR(?d), STR(?l))) }"
            })
    void aQueryMayOnlySelectFromWhatIsThere(String query) {
        assertThatThrownBy(() -> search.ask("m", query)).isInstanceOf(RefusedQueryException.class);
    }

    @Test
    void noServerIsAskedWhereverTheQueryHidesIt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.close();
        });
        server.start();
        try {
            String hidden = "SERVICE <http://127.0.0.1:" + server.getAddress().getPort() + "/> { ?s ?p ?o }";
            for (String query : List.of(
                    "SELECT * WHERE { FILTER EXISTS { " + hidden + " } }",
                    "SELECT * WHERE { { SELECT * WHERE { " + hidden + " } } }",
                    "SELECT (EXISTS { " + hidden + " } AS ?x) WHERE {}")) {
                try {
                    search.ask("m", query);
                } catch (RefusedQueryException refused) {
                    assertThat(refused).hasMessageContaining("SERVICE");
                }
            }
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aQueryIsAnsweredWithinLimits() {
        GraphSearch.Table table = search.ask("m", "SELECT ?s ?o WHERE { ?s ?p ?o }");
        assertThat(table.columns()).containsExactly("s", "o");
        assertThat(table.rows()).hasSize(GraphSearch.MOST_ROWS);
        assertThat(table.more()).isTrue();
    }
}
