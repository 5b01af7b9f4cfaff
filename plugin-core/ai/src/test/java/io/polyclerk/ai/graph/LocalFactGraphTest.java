package io.polyclerk.ai.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.knowledge.FactGraph.Asked;
import io.polyclerk.core.knowledge.FactGraph.Finding;
import io.polyclerk.core.knowledge.FactGraph.Say;
import io.polyclerk.core.knowledge.Retriever.Question;
import io.polyclerk.spi.store.Product;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LocalFactGraphTest {

    private static final LocalFactGraph GRAPH = new LocalFactGraph(PackLibrary.NONE);
    private static final String INCI = "Ingredients (INCI)";
    private static final Map<String, Product> PRODUCTS = Map.of(
            "serum",
            product(
                    "Velmora Hyaluronic Serum",
                    Map.of(
                            INCI,
                            "Aqua, Sodium Hyaluronate, Hydrolyzed Hyaluronic Acid, Panthenol, Propanediol, Glycerin, Allantoin,"
                                    + " Phenoxyethanol, Ethylhexylglycerin")),
            "mask",
            product(
                    "Velmora Clay Face Mask",
                    Map.of(
                            INCI,
                            "Kaolin, Aqua, Bentonite, Glycerin, Zinc Oxide, Hamamelis Virginiana Leaf Water, Salicylic Acid,"
                                    + " Xanthan Gum, Phenoxyethanol")),
            "toner",
            product("Velmora Rosewater Toner", Map.of(INCI, "Aqua, Glycerin, Panthenol, Citronellol, Geraniol")),
            "charger",
            product(
                    "Tarnix 65 W USB-C Charger",
                    Map.of(
                            "Output",
                            "65 W (2 × USB-C, 1 × USB-A)",
                            "Input",
                            "100–240 V, 50/60 Hz",
                            "Protocols",
                            "USB PD 3.0, PPS")),
            "cable",
            product("Tarnix Braided USB-C Cable", Map.of("Power", "100 W (20 V, 5 A)", "Connectors", "USB-C to USB-C")),
            "buds",
            product("Tarnix Buds 2 Wireless Earbuds", Map.of("Charging time", "60 min, USB-C", "Codecs", "SBC, AAC")));

    private static Product product(String title, Map<String, String> facts) {
        return new Product(title, title, null, null, null, List.of(), facts, List.of());
    }

    @TestFactory
    Stream<DynamicTest> questionsAreAnsweredInEveryLanguage() throws IOException {
        return lines("/graph/questions.txt")
                .map(line -> line.split("\\|", -1))
                .map(row ->
                        DynamicTest.dynamicTest(row[0] + " " + row[1], () -> check(row[0], row[1], row[2], row[3])));
    }

    private static void check(String language, String text, String product, String expected) {
        List<Finding> findings = ask(GRAPH, language, text, product);
        if (expected.equals("-")) {
            assertThat(findings).isEmpty();
            return;
        }
        assertThat(findings.stream().map(Finding::say))
                .containsAll(
                        Arrays.stream(expected.split(",")).map(Say::valueOf).toList());
        if (!language.equals("en")) {
            Asked asked = GRAPH.read(new Question("m", text, language)).orElseThrow();
            assertThat(asked.language()).isEqualTo(language);
        }
    }

    private static List<Finding> ask(LocalFactGraph graph, String language, String text, String product) {
        Optional<Asked> asked = graph.read(new Question("m", text, language));
        List<Product> products = product.isEmpty() ? List.of() : List.of(Objects.requireNonNull(PRODUCTS.get(product)));
        return asked.filter(known -> !known.needsProduct() || !products.isEmpty())
                .map(known -> graph.answer(known, products))
                .orElse(List.of());
    }

    @Test
    void aStatementNamesItsSourceAndThingsInTheLanguageOfTheQuestion() {
        Finding conflict = ask(GRAPH, "de", "Kann ich die Maske mit Retinol verwenden?", "mask")
                .get(0);
        assertThat(conflict.names())
                .containsEntry("one", "Salicylsäure")
                .containsEntry("other", "Retinol")
                .containsEntry("reason", "zusammen können sie die Haut reizen");
        assertThat(Objects.requireNonNull(conflict.source()).title()).isEqualTo("Allgemeinwissen");
        Finding banned = ask(GRAPH, "en", "what is hydroquinone", "").get(0);
        assertThat(Objects.requireNonNull(banned.source()).title()).isEqualTo("Regulation (EC) No 1223/2009, Annex II");
        assertThat(Objects.requireNonNull(banned.source()).issued()).hasToString("2009-11-30");
    }

    @Test
    void aFormOfAnIngredientIsNotTakenForAnotherIngredient() {
        Product lipstick = product("Lipstick", Map.of(INCI, "Silica, Tocopheryl Acetate, Cera Alba"));
        Asked asked = GRAPH.read(new Question("m", "does the lipstick contain vitamin E", "en"))
                .orElseThrow();
        assertThat(GRAPH.answer(asked, List.of(lipstick)).get(0).say()).isEqualTo(Say.CONTAINS_FORM);
        Asked retinol = GRAPH.read(new Question("m", "does the lipstick contain retinol", "en"))
                .orElseThrow();
        Product retinal = product("Lipstick", Map.of(INCI, "Silica, Retinal, Cera Alba"));
        assertThat(GRAPH.answer(retinol, List.of(retinal)).get(0).say()).isEqualTo(Say.NOT_LISTED);
    }

    @Test
    void withoutAListOfIngredientsNothingIsClaimed() {
        Asked asked = GRAPH.read(new Question("m", "does the serum contain retinol", "en"))
                .orElseThrow();
        assertThat(GRAPH.answer(asked, List.of(product("Serum", Map.of("Weight", "30 g")))))
                .extracting(Finding::say)
                .containsExactly(Say.NO_LIST);
    }

    @Test
    void aMerchantsPackAddsToTheShippedOnesForThatMerchantAlone() throws IOException {
        String turtle = lines("/graph/own-pack.ttl").collect(Collectors.joining("\n"));
        Pack.read(turtle);
        LocalFactGraph graph = new LocalFactGraph(new PackLibrary() {
            @Override
            public Map<String, String> versions(String merchant) {
                return merchant.equals("own") ? Map.of("1", "1") : Map.of();
            }

            @Override
            public Optional<String> turtle(String merchant, String id) {
                return Optional.of(turtle);
            }
        });
        Question question = new Question("own", "what is snail mucin", "en");
        Asked asked = graph.read(question).orElseThrow();
        Finding finding = graph.answer(asked, List.of()).get(0);
        assertThat(finding.names()).containsEntry("ingredient", "snail mucin").containsEntry("functions", "humectant");
        assertThat(Objects.requireNonNull(finding.source()).title()).isEqualTo("Our laboratory");
        assertThat(graph.read(new Question("other", "what is snail mucin", "en")))
                .isEmpty();
        assertThat(graph.read(new Question("own", "what is retinol", "en"))).isPresent();
    }

    @Test
    void anyTextIsRead() {
        Random random = new Random(7);
        String alphabet = "ab \n\"'\\.*+?[](){}^$|retinolвитамин维C的ريتينول레티놀เรตินอल\u0000\u202e\ud800𝒳é-—";
        for (int run = 0; run < 300; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(80); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (String language : List.of("en", "zh", "ar", "ru", "xx", "", "a-b-c")) {
                ask(GRAPH, language, text.toString(), "serum");
            }
        }
    }

    private static Stream<String> lines(String file) throws IOException {
        try (InputStream stream = Objects.requireNonNull(LocalFactGraphTest.class.getResourceAsStream(file))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank());
        }
    }
}
