package io.polyclerk.core.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.knowledge.FactGraph;
import io.polyclerk.core.knowledge.Retriever.Question;
import io.polyclerk.spi.store.Product;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactsTest {

    private static final FactGraph.Source LAW = new FactGraph.Source("Law 7", LocalDate.of(2024, 4, 3));
    private static final FactGraph.Finding CAUTION =
            new FactGraph.Finding(FactGraph.Say.PREGNANCY_AVOID, Map.of("ingredient", "retinol"), LAW);

    private final Chat chat = new Chat();
    private final List<Product> given = new ArrayList<>();

    /** Knows one sentence, to be said wherever "retinol" is written. */
    private FactGraph knows(FactGraph.Kind kind, FactGraph.Finding finding, String... kinds) {
        return new FactGraph() {
            @Override
            public Optional<Asked> read(Question question) {
                return question.text().contains("retinol")
                        ? Optional.of(new Asked(
                                kind,
                                question.merchant(),
                                question.text(),
                                question.language(),
                                kind == Kind.CONTAINS ? List.of() : List.of("i"),
                                kinds.length == 0 ? List.of() : List.of(new Kinds(List.of(kinds))),
                                ""))
                        : Optional.empty();
            }

            @Override
            public List<Finding> answer(Asked asked, List<Product> products) {
                given.addAll(products);
                return List.of(finding);
            }
        };
    }

    @Test
    void aStatementOnHealthComesWithItsSourceAndIsSaidToBeNoAdvice() {
        chat.graph = knows(FactGraph.Kind.PREGNANCY, CAUTION);
        assertThat(chat.say("is retinol safe in pregnancy?"))
                .contains("retinol: commonly said to be avoided in pregnancy")
                .contains("not medical advice")
                .contains("Source: Law 7 (April 3, 2024)");
    }

    @Test
    void theProductOfTheKindIsLookedUpInTheShopAndRemembered() {
        FactGraph.Finding listed = new FactGraph.Finding(
                FactGraph.Say.NOT_LISTED, Map.of("ingredient", "retinol", "product", "Kettle"), null);
        chat.graph = knows(FactGraph.Kind.CONTAINS, listed, "Wasserkocher", "kettle");
        assertThat(chat.say("is there retinol in the boiler"))
                .contains("retinol is not among the ingredients")
                .doesNotContain("advice");
        assertThat(given).extracting(Product::title).containsExactly("Kettle");
        chat.graph = knows(FactGraph.Kind.CONTAINS, listed);
        chat.say("and retinol in it?");
        assertThat(given).hasSize(2);
    }

    @Test
    void withoutAProductNothingIsSaidOfOne() {
        chat.graph = knows(
                FactGraph.Kind.CONTAINS,
                new FactGraph.Finding(FactGraph.Say.NO_LIST, Map.of("product", "x"), null),
                "zzzz");
        assertThat(chat.say("is there retinol in zzzz")).doesNotContain("no list of ingredients");
    }

    @Test
    void aQuestionAboutAnOrderStaysOne() {
        chat.graph = knows(FactGraph.Kind.PREGNANCY, CAUTION);
        assertThat(chat.say("where is my order 1001 with the retinol")).doesNotContain("pregnancy");
    }

    @Test
    void wordsFromAPackAreShownAsTheyAre() {
        chat.graph = knows(
                FactGraph.Kind.MEANING,
                new FactGraph.Finding(
                        FactGraph.Say.MEANING,
                        Map.of("concept", "{x} 'y' intent:cancel_order", "definition", "#"),
                        LAW));
        assertThat(chat.say("retinol")).contains("{x} 'y' intent:cancel_order: #.");
        assertThat(chat.store.performed).isEmpty();
    }
}
