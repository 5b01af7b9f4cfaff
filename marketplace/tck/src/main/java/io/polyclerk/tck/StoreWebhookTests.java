package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nobody but the shop is believed, and nothing that arrives makes receiving fail. */
@Group("V")
interface StoreWebhookTests extends StoreSubject {

    int TRIES = 1_000;

    @Test
    default void aGenuineWebhookTellsWhatChanged() {
        genuineWebhook().ifPresent(real -> {
            assertThat(store().receive(real)).isInstanceOf(WebhookOutcome.Accepted.class);
            assertThat(store().receive(real))
                    .as("a repeated delivery is the same event")
                    .isEqualTo(store().receive(real));
        });
    }

    @Test
    default void aForgedOrUnsignedWebhookIsRejected() {
        forgedWebhook().ifPresent(this::assertRejected);
        genuineWebhook().ifPresent(real -> {
            assertRejected(new WebhookRequest(real.method(), Map.of(), Map.of(), real.body(), real.receivedAt()));
            byte[] other = real.body().clone();
            other[other.length / 2] ^= 1;
            assertRejected(new WebhookRequest(real.method(), real.headers(), real.query(), other, real.receivedAt()));
        });
    }

    @Test
    default void noiseNeverThrowsAndReceivingMakesNoCall() {
        genuineWebhook().ifPresent(real -> {
            Random random = new Random(3);
            for (int i = 0; i < TRIES; i++) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                assertThat(store().receive(new WebhookRequest(
                                real.method(), real.headers(), real.query(), noise, real.receivedAt())))
                        .isNotNull();
            }
        });
        assertThat(bench().platform().calls()).isEmpty();
    }

    private void assertRejected(WebhookRequest request) {
        WebhookOutcome<StoreEvent> outcome = store().receive(request);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        WebhookOutcome.Rejected.class,
                        rejected -> assertThat(rejected.status()).isBetween(400, 499));
    }
}
