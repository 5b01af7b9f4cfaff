package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Opening and receiving call nobody, and nothing that arrives makes them fail. */
@Group("P")
interface PurityTests extends ChannelSubject {

    /** Enough to reach every field of a usual body. */
    int TRIES = 2_000;

    @Test
    default void openingMakesNoCall() {
        assertThat(bench().platform().calls()).isEmpty();
    }

    @Test
    default void receivingMakesNoCall() {
        channel().receive(genuine(textUpdate("hello")));
        channel().receive(forged(textUpdate("hello")));
        handshake().ifPresent(handshake -> channel().receive(handshake.request()));
        assertThat(bench().platform().calls()).isEmpty();
    }

    @Test
    default void cutBodiesNeverThrow() {
        byte[] body = textUpdate("where is my order 1001? 😀");
        for (int length = 0; length < body.length; length++) {
            assertThat(channel().receive(genuine(Arrays.copyOf(body, length)))).isNotNull();
        }
    }

    @Test
    default void flippedBitsNeverThrow() {
        byte[] body = textUpdate("where is my order 1001? 😀");
        Random random = new Random(7);
        for (int i = 0; i < TRIES; i++) {
            byte[] flipped = body.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(channel().receive(genuine(flipped))).isNotNull();
        }
    }

    @Test
    default void noiseNeverThrows() {
        Random random = new Random(11);
        for (int i = 0; i < TRIES; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertThat(channel().receive(genuine(noise))).isNotNull();
        }
    }

    @Test
    default void depthAndLengthNeverThrow() {
        for (String hostile : new String[] {
            "[".repeat(100_000), "{\"a\":".repeat(50_000), "<a>".repeat(50_000), "\"", "null", "0", "[]", "{}", "\u0000"
        }) {
            assertThat(channel().receive(genuine(hostile.getBytes(StandardCharsets.UTF_8))))
                    .isNotNull();
        }
    }

    @Test
    default void anyMethodAndAnyHeadersNeverThrow() {
        WebhookRequest real = genuine(textUpdate("hello"));
        for (String method : new String[] {"GET", "POST", "PUT", "DELETE", "", "\n"}) {
            assertThat(channel()
                            .receive(new WebhookRequest(
                                    method, real.headers(), Map.of(), new byte[0], real.receivedAt())))
                    .isNotNull();
        }
    }
}
