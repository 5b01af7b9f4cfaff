package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Beginning;
import io.polyclerk.spi.Completion;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.Launch;
import io.polyclerk.spi.Notice;
import io.polyclerk.spi.WebhookRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WooCommerce's authorisation, as its documentation has it and as a shop of version 11.0.1 did it. */
class InstallingTest {

    private static final String STATE = "0123456789abcdefghijABCDEFGHIJ0123456789_-x";
    private static final String KEY = "ck_0123456789012345678901234567890123456789";
    private static final String SECRET = "cs_9876543210987654321098765432109876543210";

    private final Installation installation = new WooCommerceInstallation();

    private static Installation.Start start(String shop) {
        return new Installation.Start(
                shop,
                "Polyclerk",
                STATE,
                URI.create("https://bot.example/install/woocommerce/callback"),
                URI.create("https://shop.example/wp-admin/admin.php?page=polyclerk"));
    }

    @Test
    void theMerchantAgreesOnAPageOfTheShop() {
        Beginning.AtTheShop there = (Beginning.AtTheShop) installation.begin(start("https://shop.example/store/"));

        assertThat(there.shop()).isEqualTo("https://shop.example/store");
        assertThat(there.settings()).containsExactly(Map.entry("shopUrl", "https://shop.example/store"));
        assertThat(there.address())
                .hasToString(
                        "https://shop.example/store/wc-auth/v1/authorize?app_name=Polyclerk&scope=read_write&user_id="
                                + STATE
                                + "&return_url=https%3A%2F%2Fshop.example%2Fwp-admin%2Fadmin.php%3Fpage%3Dpolyclerk"
                                + "&callback_url=https%3A%2F%2Fbot.example%2Finstall%2Fwoocommerce%2Fcallback");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example",
                "shop.example",
                "https://user@shop.example",
                "https://shop.example/?x=1",
                ""
            })
    void onlyTheAddressOfAShopBegins(String shop) {
        assertThatExceptionOfType(AdapterException.CredentialsRejected.class)
                .isThrownBy(() -> installation.begin(start(shop)));
    }

    @Test
    void theKeyThatArrivesBelongsToTheState() {
        Completion.Granted granted = (Completion.Granted)
                installation.complete(callback("{\"key_id\":7,\"user_id\":\"" + STATE + "\",\"consumer_key\":\"" + KEY
                        + "\",\"consumer_secret\":\"" + SECRET + "\",\"key_permissions\":\"read_write\"}"));

        assertThat(granted.state()).isEqualTo(STATE);
        assertThat(granted.shop()).isNull();
        assertThat(granted.settings())
                .containsEntry("consumerKey", KEY)
                .containsEntry("consumerSecret", SECRET)
                .hasEntrySatisfying(
                        "webhookSecret", secret -> assertThat(secret).hasSize(43));
        assertThat(granted.facts()).containsExactly(Map.entry("keyId", "7"));
        assertThat(granted.toString()).doesNotContain(KEY).doesNotContain(SECRET);
    }

    @Test
    void eachShopSignsItsWebhooksWithASecretOfItsOwn() {
        String body = "{\"user_id\":\"" + STATE + "\",\"consumer_key\":\"" + KEY + "\",\"consumer_secret\":\"" + SECRET
                + "\"}";

        assertThat(((Completion.Granted) installation.complete(callback(body))).settings())
                .isNotEqualTo(((Completion.Granted) installation.complete(callback(body))).settings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "consumer_key=ck_1",
                "{\"user_id\":\"short\",\"consumer_key\":\"ck_0123456789012345678901234567890123456789\",\"consumer_secret\":\"cs_9876543210987654321098765432109876543210\"}",
                "{\"user_id\":\"0123456789abcdefghijABCDEFGHIJ0123456789_-x\",\"consumer_key\":\"ck_1 OR 1=1\",\"consumer_secret\":\"cs_9876543210987654321098765432109876543210\"}",
            })
    void anythingElseIsNoDelivery(String body) {
        assertThat(installation.complete(callback(body))).isInstanceOf(Completion.Rejected.class);
    }

    @Property(tries = 200)
    void noBodyMakesItThrow(@ForAll byte[] body) {
        assertThat(installation.complete(new WebhookRequest("POST", Map.of(), Map.of(), body, Instant.EPOCH)))
                .isInstanceOf(Completion.Rejected.class);
    }

    @Test
    void aShopHasNoLaunchesAndNoNoticesOfAnApp() {
        assertThat(installation.verifyLaunch(callback("{}"))).isInstanceOf(Launch.Rejected.class);
        assertThat(installation.receive(callback("{}"))).isInstanceOf(Notice.Rejected.class);
    }

    private static WebhookRequest callback(String body) {
        return new WebhookRequest(
                "POST",
                Map.of("Content-Type", List.of("application/json;charset=UTF-8")),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }
}
