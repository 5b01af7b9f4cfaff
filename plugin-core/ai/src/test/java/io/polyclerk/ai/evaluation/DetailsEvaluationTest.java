package io.polyclerk.ai.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.understanding.LocalInterpreter;
import org.junit.jupiter.api.Test;

/** What the lines beside the packs say: details, masks and languages. */
class DetailsEvaluationTest {

    private final DetailsEvaluation evaluation = new DetailsEvaluation(new LocalInterpreter(false));

    @Test
    void detailsAreFoundAndNothingIsSeenWhereNothingIs() {
        int right = 0;
        int of = 0;
        for (var language : evaluation.byLanguage().entrySet()) {
            DetailsEvaluation.Details details = language.getValue();
            assertThat(details.found().value())
                    .as(language.getKey() + " details")
                    .isGreaterThanOrEqualTo(0.9);
            assertThat(details.masked().value())
                    .as(language.getKey() + " masks")
                    .isGreaterThanOrEqualTo(0.9);
            assertThat(details.silent().value())
                    .as(language.getKey() + " silent")
                    .isGreaterThanOrEqualTo(0.8);
            right += details.found().right();
            of += details.found().of();
        }
        assertThat((double) right / of).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void theLanguageOfAWordIsFoundAmongAllFifteen() {
        assertThat(evaluation.languages().value())
                .as(evaluation.misses().toString())
                .isGreaterThanOrEqualTo(0.92);
    }
}
