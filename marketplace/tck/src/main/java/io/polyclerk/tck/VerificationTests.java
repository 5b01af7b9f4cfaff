package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nobody but the platform is believed. */
@Group("V")
interface VerificationTests extends ChannelSubject {

    @Test
    default void aGenuineRequestIsAccepted() {
        assertThat(channel().receive(genuine(textUpdate("hello")))).isInstanceOf(WebhookOutcome.Accepted.class);
    }

    @Test
    default void aForgedRequestIsRejected() {
        assertRejected(forged(textUpdate("hello")));
    }

    @Test
    default void aRequestWithoutAnyProofIsRejected() {
        WebhookRequest real = genuine(textUpdate("hello"));
        assertRejected(new WebhookRequest(real.method(), Map.of(), Map.of(), real.body(), real.receivedAt()));
    }

    /** A signature is cut, grown, emptied and turned around in one character. */
    @Test
    default void aProofThatIsNearlyRightIsRejected() {
        if (bench().manifest().isHosted()) {
            // There the proof is the shopper's own session: another one is another shopper.
            return;
        }
        WebhookRequest real = genuine(textUpdate("hello"));
        WebhookRequest fake = forged(textUpdate("hello"));
        for (String name : real.headers().keySet()) {
            String proof = real.header(name);
            if (proof != null && !proof.equals(fake.header(name))) {
                for (String wrong : nearly(proof)) {
                    assertRejected(with(real, name, wrong));
                }
            }
        }
    }

    private static List<String> nearly(String proof) {
        String cut = proof.substring(0, proof.length() - 1);
        char last = proof.charAt(proof.length() - 1);
        char first = proof.charAt(0);
        return List.of(
                "",
                cut,
                proof + "0",
                proof + " ",
                cut + (last == 'A' ? 'B' : 'A'),
                (first == 'x' ? 'y' : 'x') + proof.substring(1));
    }

    private static WebhookRequest with(WebhookRequest request, String header, String value) {
        Map<String, List<String>> headers = new HashMap<>(request.headers());
        headers.put(header, List.of(value));
        return new WebhookRequest(request.method(), headers, request.query(), request.body(), request.receivedAt());
    }

    @Test
    default void aBodyThatIsNotTheSignedOneIsRejected() {
        if (!bench().manifest().signsBodies()) {
            return;
        }
        WebhookRequest real = genuine(textUpdate("hello"));
        byte[] other =
                new String(real.body(), StandardCharsets.UTF_8).concat(" ").getBytes(StandardCharsets.UTF_8);
        assertRejected(new WebhookRequest(real.method(), real.headers(), real.query(), other, real.receivedAt()));
    }

    @Test
    default void theHandshakeIsAnswered() {
        Optional<Handshake> handshake = handshake();
        if (handshake.isPresent()) {
            assertThat(channel().receive(handshake.get().request()))
                    .isInstanceOfSatisfying(WebhookOutcome.Accepted.class, accepted -> {
                        assertThat(accepted.answer().body())
                                .isEqualTo(handshake.get().answer());
                        assertThat(accepted.events()).isEmpty();
                    });
        }
    }

    private void assertRejected(WebhookRequest request) {
        WebhookOutcome<ChannelEvent> outcome = channel().receive(request);
        assertThat(outcome).isInstanceOfSatisfying(WebhookOutcome.Rejected.class, rejected -> {
            assertThat(rejected.status()).isBetween(400, 499);
            assertThat(rejected.reason()).isNotBlank();
            bench().secrets().forEach(secret -> assertThat(rejected.reason()).doesNotContain(secret));
        });
    }
}
