package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polyclerk.spi.AdapterException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A shop that is down, slow or talking nonsense is told apart from one that has no such order. */
@Group("E")
interface StoreErrorTests extends StoreSubject {

    @TestFactory
    default Stream<DynamicTest> everyNoOfTheShopIsSorted() {
        return errors().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey() + " is " + entry.getValue().getSimpleName(),
                        () -> assertThat(failureOn(entry.getKey())).isInstanceOf(entry.getValue())));
    }

    @Test
    default void whatCannotBeReadIsAnOutageAndNoMissingOrder() {
        if (errors().isEmpty()) {
            return;
        }
        for (PlatformAnswer answer : List.of(
                PlatformAnswer.html(200),
                PlatformAnswer.html(503),
                PlatformAnswer.json(200, "{\"unfinished\":"),
                new PlatformAnswer.Reset(),
                new PlatformAnswer.Truncated(PlatformAnswer.json(200, "[" + " ".repeat(4_000) + "]")))) {
            assertThat(failureOn(answer)).as(answer.toString()).isInstanceOf(AdapterException.Unavailable.class);
        }
    }

    @Test
    default void openingMakesNoCall() {
        assertThat(bench().platform().calls()).isEmpty();
    }

    @Test
    default void noFailureHoldsASecret() {
        errors().keySet().forEach(answer -> {
            String failure = String.valueOf(failureOn(answer));
            bench().secrets().forEach(secret -> assertThat(failure).doesNotContain(secret));
        });
        bench().secrets().forEach(secret -> assertThat(bench().logged()).doesNotContain(secret));
    }

    private Throwable failureOn(PlatformAnswer answer) {
        bench().platform().answers(answer);
        return catchThrowable(() -> store().findOrder(knownOrder().number()));
    }
}
