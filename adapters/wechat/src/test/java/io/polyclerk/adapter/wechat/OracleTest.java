package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.polyclerk.adapter.wechat.WeChatEnvelope.Opened;
import io.polyclerk.spi.WebhookRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that another implementation encrypted and signed, made with {@code src/test/oracle/wechat-crypto.cjs}. */
class OracleTest {

    private static final JsonObject MADE = made();

    private static JsonObject made() {
        try (InputStream file =
                        Objects.requireNonNull(OracleTest.class.getResourceAsStream("/oracle/wechat-crypto.json"));
                Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static Stream<JsonObject> cases() {
        return StreamSupport.stream(MADE.getAsJsonArray("cases").spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatAnotherImplementationEncryptsIsReadAndItsSignatureIsOurs(JsonObject made) {
        WeChatEnvelope envelope =
                WeChatEnvelope.ofAccount(text(MADE, "token"), text(MADE, "aesKey"), text(made, "receiver"));
        WebhookRequest push = Pushes.request(
                "POST",
                Map.of(
                        "timestamp", text(made, "timestamp"),
                        "nonce", text(made, "nonce"),
                        "msg_signature", text(made, "signature")),
                "<xml><Encrypt>" + text(made, "encrypted") + "</Encrypt></xml>",
                Instant.ofEpochSecond(Long.parseLong(text(made, "timestamp"))));
        assertThat(envelope.open(push))
                .isEqualTo(new Opened.Push(WeChatFields.read(text(made, "text")).orElseThrow()));
        assertThat(envelope.open(Pushes.with(push, "nonce", "other"))).isInstanceOf(Opened.Refused.class);
    }
}
