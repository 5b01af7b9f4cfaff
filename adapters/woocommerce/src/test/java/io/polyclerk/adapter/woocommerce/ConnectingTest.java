package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.support.ShopClient;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectingTest extends ShopCase {

    private void reopen(String setting, String value) {
        Map<String, String> settings = OpenShop.settings(shop);
        settings.put(setting, value);
        adapter.close();
        adapter = OpenShop.adapter(settings, clock);
    }

    @Test
    void theProviderIsFoundAndItsManifestDeclaresEverySetting() throws Exception {
        AdapterProvider provider =
                ServiceLoader.load(AdapterProvider.class).findFirst().orElseThrow();
        assertThat(provider).isInstanceOf(WooCommerceProvider.class);
        try (InputStream file = getClass().getResourceAsStream("/META-INF/adapter.json")) {
            var manifest = Recordings.JSON.readTree(file);
            assertThat(manifest.path("id").asText()).isEqualTo(provider.id());
            assertThat(manifest.path("settings").findValuesAsText("name"))
                    .contains("allowPlainHttp")
                    .filteredOn(name -> !name.equals("allowPlainHttp"))
                    .containsExactlyInAnyOrderElementsOf(OpenShop.settings(shop).keySet());
        }
    }

    @Test
    void openingMakesNoCallAndCheckingProvesTheKeys() {
        assertThat(shop.calls).isEmpty();
        adapter.check();
        assertThat(shop.calls).isNotEmpty().allMatch(call -> call.startsWith("GET "));
    }

    @Test
    void wrongKeysAreRejected() {
        reopen("consumerSecret", "cs_wrong");
        assertThatThrownBy(adapter::check).isInstanceOf(AdapterException.CredentialsRejected.class);
        reopen("consumerKey", "ck_wrong");
        assertThatThrownBy(adapter::check).isInstanceOf(AdapterException.CredentialsRejected.class);
    }

    @Test
    void aKeyThatMayOnlyReadReadsAndDoesNotWrite() {
        reopen("consumerKey", ShopSimulator.READ_ONLY_KEY);
        adapter.check();
        assertThat(adapter.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("Read/Write"));
        assertThatThrownBy(() -> adapter.perform(new OrderAction.AddNote("235", "hello", false), "k", "r"))
                .isInstanceOf(AdapterException.CredentialsRejected.class);
    }

    @Test
    void lookingWhetherAKeyMayWriteWritesNothing() {
        Map<Long, String> before = new java.util.TreeMap<>();
        shop.state.orders.forEach((id, order) -> before.put(id, order.toString()));
        assertThat(adapter.obstacle()).isEmpty();
        assertThat(shop.calls).containsExactly("POST /orders/batch");
        shop.state.orders.forEach((id, order) -> assertThat(order.toString()).isEqualTo(before.get(id)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example",
                "ftp://shop.example",
                "shop.example",
                "https://",
                "https://user:pw@shop.example",
                "https://shop.example/?x=1",
                "https://shop example"
            })
    void keysAreSentNowhereButToAnHttpsAddress(String address) {
        Map<String, String> settings = OpenShop.settings(shop);
        settings.put("shopUrl", address);
        assertThatThrownBy(() -> OpenShop.adapter(settings, clock))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining("shopUrl")
                .message()
                .doesNotContain("pw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopUrl", "consumerKey", "consumerSecret"})
    void aMissingSettingIsNamed(String setting) {
        Map<String, String> settings = OpenShop.settings(shop);
        settings.put(setting, " ");
        assertThatThrownBy(() -> OpenShop.adapter(settings, clock))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining(setting);
    }

    @Test
    void aSlashAtTheEndOfTheAddressChangesNothing() {
        reopen("shopUrl", shop.address() + "/");
        adapter.check();
        assertThat(shop.calls.get(0)).startsWith("GET /orders?");
    }

    @Test
    void aPrivateCertificateIsTrustedOnlyBySetting() {
        reopen("trustedCertificate", "");
        assertThatThrownBy(adapter::check)
                .isInstanceOf(AdapterException.Unavailable.class)
                .hasMessageContaining("trustedCertificate");
        HeldCertificate other =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        reopen("trustedCertificate", other.certificatePem());
        assertThatThrownBy(adapter::check).isInstanceOf(AdapterException.Unavailable.class);
        assertThat(shop.calls).isEmpty();
    }

    @Test
    void aCertificateWhoseLineEndsWereLostIsStillRead() {
        reopen("trustedCertificate", ShopSimulator.authority().replace("\n", " "));
        adapter.check();
        reopen("trustedCertificate", ShopSimulator.authority() + "\n" + ShopSimulator.authority());
        adapter.check();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "-----BEGIN PRIVATE"})
    void somethingElseThanACertificateIsToldBeforeAnyCall(String pem) {
        Map<String, String> settings = OpenShop.settings(shop);
        settings.put("trustedCertificate", pem);
        assertThatThrownBy(() -> OpenShop.adapter(settings, clock))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining("trustedCertificate");
    }

    @Test
    void theLentClientIsUsedWhereNoCertificateIsGivenAndIsNotClosed() {
        Map<String, String> settings = OpenShop.settings(shop);
        settings.remove("trustedCertificate");
        HttpClient lent = ShopClient.trusting(ShopSimulator.authority());
        WooCommerceAdapter lending = (WooCommerceAdapter) new WooCommerceProvider()
                .open(new Connection(new ConnectionId("wc1"), settings), OpenShop.context(clock, lent));
        lending.check();
        lending.close();
        lending.check();
        lent.shutdownNow();
        assertThatThrownBy(lending::check).isInstanceOf(AdapterException.Unavailable.class);
    }

    @Test
    void closingTwiceIsHarmlessAndLeavesNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        WooCommerceAdapter other = OpenShop.adapter(shop, clock);
        other.check();
        assertThat(threadsOfClients()).isNotEmpty();
        other.close();
        other.close();
        assertThatThrownBy(other::check).isInstanceOf(AdapterException.Unavailable.class);
        for (int wait = 0; wait < 100 && !before.containsAll(threadsOfClients()); wait++) {
            ShopSimulator.sleep(Duration.ofMillis(20));
        }
        assertThat(before).containsAll(threadsOfClients());
    }

    private static Set<Thread> threadsOfClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "301,,CredentialsRejected",
        "302,,CredentialsRejected",
        "400,rest_invalid_param,Refused",
        "401,,CredentialsRejected",
        "401,woocommerce_rest_cannot_view,CredentialsRejected",
        "403,woocommerce_rest_cannot_view,CredentialsRejected",
        "403,,Unavailable",
        "404,,CredentialsRejected",
        "404,rest_no_route,CredentialsRejected",
        "408,,Unavailable",
        "410,,Refused",
        "429,,RateLimited",
        "500,,Unavailable",
        "500,internal_server_error,Unavailable",
        "500,woocommerce_rest_cannot_create_order_refund,Refused",
        "502,,Unavailable",
        "503,,Unavailable",
        "504,,Unavailable"
    })
    void errorsAreSortedByWhatHappensNext(int status, String code, String kind) {
        Fault fault = code == null
                ? Fault.Instead.html(status)
                : Fault.Instead.of(
                        status,
                        "{\"code\":\"" + code + "\",\"message\":\"of " + ShopSimulator.SECRET
                                + "\",\"data\":{\"status\":" + status + "}}");
        shop.plan("GET /orders", fault);
        Throwable failure = catchThrowable(() -> adapter.ordersOf(new CustomerMatch.ByEmail("a@mail.example"), 1));
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure.toString())
                .doesNotContain(ShopSimulator.SECRET)
                .doesNotContain("mail.example")
                .doesNotContain("http");
        assertThat(shop.calls).as("nothing is repeated").hasSize(1);
        assertThatCode(adapter::check).as("and the next call works").doesNotThrowAnyException();
    }

    @Test
    void tooManyRequestsSayHowLongToWait() {
        shop.plan("GET /orders", new Fault.Instead(429, Map.of("Retry-After", "17"), "{}"));
        assertThat(catchThrowableOfType(AdapterException.RateLimited.class, adapter::check)
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(17));
        shop.plan("GET /orders", new Fault.Instead(503, Map.of("Retry-After", "60"), "{}"));
        assertThat(catchThrowableOfType(AdapterException.RateLimited.class, adapter::check)
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(60));
        shop.plan("GET /orders", new Fault.Instead(429, Map.of("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"), "{}"));
        assertThat(catchThrowableOfType(AdapterException.RateLimited.class, adapter::check)
                        .retryAfter())
                .isPositive();
    }

    @Test
    void readingCannotHaveHappenedAndWritingMay() {
        OrderAction note = new OrderAction.AddNote("235", "hello", false);
        for (Fault fault : List.of(
                new Fault.CutBefore(),
                new Fault.CutAfter(),
                new Fault.HalfAnswer(),
                Fault.Instead.html(200),
                Fault.Instead.of(200, ""),
                Fault.Instead.of(200, "\"ok\""),
                Fault.Instead.html(502))) {
            // Reading is tried a second time by the client itself when a connection ends at once.
            shop.plan("GET /orders", fault);
            shop.plan("GET /orders", fault);
            shop.plan("GET /orders", fault);
            shop.plan("GET /orders", fault);
            shop.plan("GET /orders", fault);
            shop.plan("GET /orders", fault);
            assertThat(unavailable(adapter::check).mayHaveHappened())
                    .as("reading %s", fault)
                    .isFalse();
            shop.planNothing();
            shop.plan("POST /orders/235/notes", fault);
            long before = shop.count("POST");
            assertThat(unavailable(() -> adapter.perform(note, "k" + fault, "r"))
                            .mayHaveHappened())
                    .as("writing %s", fault)
                    .isTrue();
            assertThat(shop.count("POST") - before).as("written once").isEqualTo(1);
        }
    }

    @Test
    void aShopThatIsNotThereCannotHaveDoneAnything() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        reopen("shopUrl", "https://127.0.0.1:" + free);
        assertThat(unavailable(adapter::check).mayHaveHappened()).isFalse();
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        String endless = "[" + "1,".repeat(13 * 1024 * 1024) + "1]";
        shop.plan("GET /orders", Fault.Instead.of(200, endless));
        assertThatThrownBy(adapter::check).isInstanceOf(AdapterException.Unavailable.class);
    }

    private static AdapterException.Unavailable unavailable(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(AdapterException.Unavailable.class, call);
    }
}
