package io.polyclerk.adapter.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {

    private static final ConversationKey CHAT = new ConversationKey(new ConnectionId("wa1"), CloudApi.SHOPPER);

    private CloudApi platform;
    private WhatsAppAdapter adapter;

    @BeforeEach
    void open() throws IOException {
        platform = new CloudApi();
        adapter = Opened.adapter(platform.origin());
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void theProviderIsFound() {
        assertThat(ServiceLoader.load(AdapterProvider.class))
                .singleElement()
                .satisfies(provider -> assertThat(provider.id()).isEqualTo("whatsapp"));
    }

    @Test
    void openingMakesNoCall() {
        assertThat(platform.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"phoneNumberId", "accessToken", "appSecret", "verifyToken"})
    void aMissingSettingIsNamed(String name) {
        Map<String, String> settings = Opened.settings(platform.origin());
        settings.put(name, " ");
        assertThatThrownBy(() -> Opened.adapter(settings))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "phoneNumberId,+16505551234",
        "phoneNumberId,1/../2",
        "accessToken,'EAAG\nsecret'",
        "accessToken,EAAG secret",
        "accessToken,EAAGsécret",
        "accessToken,{EAAGsecret}",
        "apiBase,graph.facebook.com",
        "apiBase,http://graph.facebook.com",
        "apiBase,http://127.0.0.1.evil.example",
        "apiBase,https://user:EAAGsecret@graph.facebook.com",
        "apiBase,https://graph.facebook.com?x=1",
        "apiBase,ftp://127.0.0.1",
        "apiBase,https://",
        "apiBase,::"
    })
    void aSettingThatCannotBeUsedIsNamedAndNotRepeated(String name, String value) {
        Map<String, String> settings = Opened.settings(platform.origin());
        settings.put(name, value);
        assertThatThrownBy(() -> Opened.adapter(settings))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("secret");
    }

    @Test
    void withoutAnAddressItIsMetas() {
        Map<String, String> settings = Opened.settings(platform.origin());
        settings.remove("apiBase");
        assertThat(Opened.adapter(settings)).isNotNull();
    }

    @Test
    void spacesAroundPastedSettingsAreForgiven() {
        Map<String, String> settings = Opened.settings(platform.origin() + " ");
        settings.replaceAll((name, value) -> " " + value + "\n");
        WhatsAppAdapter pasted = Opened.adapter(settings);
        pasted.check();
        assertThat(pasted.receive(platform.signed("{}"))).isInstanceOf(io.polyclerk.spi.WebhookOutcome.Accepted.class);
    }

    @Test
    void aGoodConnectionPassesTheCheck() {
        adapter.check();
        assertThat(platform.calls)
                .singleElement()
                .satisfies(call -> assertThat(call.method()).isEqualTo("GET"));
    }

    @Test
    void aWrongTokenIsToldWithoutRepeatingIt() {
        Map<String, String> settings = Opened.settings(platform.origin());
        settings.put("accessToken", "EAAGwrong");
        assertThat(catchThrowable(() -> Opened.adapter(settings).check()))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining("access token")
                .hasMessageNotContaining("EAAG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"102290129340398\"}", "{}"})
    void theIdOfSomethingElseIsToldApart(String answer) {
        platform.fail(200, answer);
        assertThat(catchThrowable(adapter::check))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining("phoneNumberId");
        platform.failWithCode(400, 100);
        assertThat(catchThrowable(adapter::check)).isInstanceOf(AdapterException.CredentialsRejected.class);
    }

    @Test
    void aNumberThatIsNotThereIsTold() {
        Map<String, String> settings = Opened.settings(platform.origin());
        settings.put("phoneNumberId", "999");
        assertThat(catchThrowable(() -> Opened.adapter(settings).check()))
                .isInstanceOf(AdapterException.class)
                .hasMessageContaining("phoneNumberId");
    }

    @Test
    void aPlatformThatIsDownSaysNothingAboutTheSettings() {
        platform.fail(500, "");
        assertThat(catchThrowable(adapter::check)).isInstanceOf(AdapterException.Unavailable.class);
        platform.failWithCode(400, 80007);
        assertThat(catchThrowable(adapter::check)).isInstanceOf(AdapterException.RateLimited.class);
        adapter.check();
    }

    @Test
    void typingMarksTheNewestMessageAsRead() {
        for (String id : List.of("wamid.A=", "wamid.B=")) {
            adapter.receive(platform.signed(Webhooks.message(id, "\"type\":\"text\",\"text\":{\"body\":\"hi\"}")));
        }
        adapter.typing(CHAT);
        assertThat(platform.calls)
                .singleElement()
                .satisfies(call -> assertThat(call.body())
                        .isEqualTo(
                                "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.B=\","
                                        + "\"typing_indicator\":{\"type\":\"text\"}}"));
    }

    @Test
    void withoutAMessageThereIsNothingToMark() {
        adapter.typing(CHAT);
        assertThat(platform.calls).isEmpty();
    }

    @Test
    void aForgedMessageIsNotMarked() {
        byte[] forged =
                Webhooks.message("wamid.F=", "\"type\":\"text\"").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        adapter.receive(Webhooks.request(forged, "sha256=00", platform.now));
        adapter.typing(CHAT);
        assertThat(platform.calls).isEmpty();
    }

    @Test
    void aFailedMarkIsSortedLikeEverythingElse() {
        adapter.receive(platform.signed(Webhooks.message("wamid.A=", "\"type\":\"text\",\"text\":{\"body\":\"hi\"}")));
        platform.failWithCode(400, 130429);
        assertThat(catchThrowable(() -> adapter.typing(CHAT))).isInstanceOf(AdapterException.RateLimited.class);
    }

    @Test
    void onlySoManyChatsAreRemembered() {
        for (int i = 0; i <= 10_000; i++) {
            String webhook = Webhooks.message("wamid.A=", "\"type\":\"text\",\"text\":{\"body\":\"hi\"}")
                    .replace(CloudApi.SHOPPER, "US." + i);
            adapter.receive(platform.signed(webhook));
        }
        adapter.typing(new ConversationKey(new ConnectionId("wa1"), "US.0"));
        assertThat(platform.calls).isEmpty();
        adapter.typing(new ConversationKey(new ConnectionId("wa1"), "US.1"));
        assertThat(platform.calls).hasSize(1);
    }
}
