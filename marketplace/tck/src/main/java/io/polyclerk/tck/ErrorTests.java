package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.OutboundMessage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every way of a platform to fail becomes what core must do next, after exactly one call. */
@Group("E")
interface ErrorTests extends ChannelSubject {

    @TestFactory
    default Stream<DynamicTest> everyNoOfThePlatformIsSorted() {
        return errors().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey() + " is " + entry.getValue().getSimpleName(),
                        () -> assertThat(failureOn(entry.getKey())).isInstanceOf(entry.getValue())));
    }

    @Test
    default void eachKindOfFailureOccursInTheTable() {
        if (!bench().manifest().isHosted()) {
            assertThat(errors().values())
                    .as("a table that lacks a kind proves nothing about it")
                    .contains(
                            AdapterException.CredentialsRejected.class,
                            AdapterException.RateLimited.class,
                            AdapterException.Refused.class,
                            AdapterException.Unavailable.class);
        }
    }

    @Test
    default void aLimitSaysHowLongToWait() {
        errors().forEach((answer, kind) -> {
            if (kind == AdapterException.RateLimited.class) {
                assertThat(failureOn(answer))
                        .isInstanceOfSatisfying(
                                AdapterException.RateLimited.class,
                                limited -> assertThat(limited.retryAfter()).isPositive());
            }
        });
    }

    @Test
    default void anAnswerThatIsNonsenseMayHaveHappened() {
        assertUncertain(PlatformAnswer.html(200));
        assertUncertain(PlatformAnswer.html(502));
        assertUncertain(PlatformAnswer.json(200, "{\"unfinished\":"));
    }

    @Test
    default void aCutConnectionMayHaveHappened() {
        assertUncertain(new PlatformAnswer.Reset());
        assertUncertain(new PlatformAnswer.Truncated(sent()));
    }

    @Test
    default void aPlatformThatIsNotThereHasNotDoneIt() {
        if (bench().manifest().isHosted()) {
            return;
        }
        bench().platform().close();
        assertThat(failure())
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        unavailable -> assertThat(unavailable.mayHaveHappened()).isFalse());
    }

    private void assertUncertain(PlatformAnswer answer) {
        if (bench().manifest().isHosted()) {
            return;
        }
        assertThat(failureOn(answer))
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        unavailable -> assertThat(unavailable.mayHaveHappened()).isTrue());
    }

    private Throwable failureOn(PlatformAnswer answer) {
        bench().platform().forgetCalls();
        bench().platform().answers(answer);
        Throwable failure = failure();
        assertThat(bench().platform().calls()).as("an adapter never retries").hasSize(1);
        return failure;
    }

    private Throwable failure() {
        return catchThrowable(() -> channel()
                .send(new OutboundMessage(
                        new ConversationKey(bench().connection().id(), chatId()), "key-1", new Content.Text("hello"))));
    }
}
