package io.polyclerk.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTypesTest {

    @Test
    void settingsAndPersonalDataAreNeverPrinted() {
        Connection connection = new Connection(new ConnectionId("tg1"), Map.of("botToken", "secret"));
        assertThat(connection.toString()).doesNotContain("secret");
        assertThat(new Sender("1", "Ann Lee", "en", "+49", null).toString()).doesNotContain("Ann", "+49");
        WebhookRequest request = new WebhookRequest(
                "post", Map.of("Authorization", List.of("secret")), Map.of(), "secret".getBytes(), Instant.EPOCH);
        assertThat(request.toString()).doesNotContain("secret");
    }

    @Test
    void headersAreFoundInAnyCase() {
        WebhookRequest request =
                new WebhookRequest("post", Map.of("X-Token", List.of("a", "b")), Map.of(), new byte[0], Instant.EPOCH);
        assertThat(request.header("x-token")).isEqualTo("a");
        assertThat(request.header("other")).isNull();
        assertThat(request.method()).isEqualTo("POST");
    }

    @Test
    void moneyIsExactWhateverItsScale() {
        assertThat(Money.of("10", "EUR")).isEqualTo(Money.of("10.00", "EUR"));
        assertThat(Money.of("10.005", "KWD").amount().toPlainString()).isEqualTo("10.005");
        assertThat(Money.of("10.00", "JPY").amount().toPlainString()).isEqualTo("10");
        assertThat(Money.of("10.129", "EUR").amount().toPlainString()).isEqualTo("10.129");
        assertThatThrownBy(() -> Money.of("ten", "EUR")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "../x", "-a", "ä", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void anIdThatDoesNotFitAnAddressIsRefused(String id) {
        assertThatThrownBy(() -> new ConnectionId(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMissingSettingIsNamed() {
        Connection connection = new Connection(new ConnectionId("tg1"), Map.of("empty", " "));
        assertThat(connection.setting("empty")).isNull();
        assertThatThrownBy(() -> connection.requiredSetting("botToken"))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining("botToken");
    }
}
