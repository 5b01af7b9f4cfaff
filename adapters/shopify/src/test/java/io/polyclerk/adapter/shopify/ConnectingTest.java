package io.polyclerk.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.spi.AdapterException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectingTest {

    private final HandClock clock = new HandClock(OpenShop.START);
    private final ShopSimulator shop = new ShopSimulator(clock);

    @AfterEach
    void close() {
        shop.close();
        assertThat(shop.violations).isEmpty();
    }

    private Map<String, String> withoutToken(String api) {
        Map<String, String> settings = OpenShop.settings(shop, api);
        settings.remove("accessToken");
        settings.put("clientId", ShopSimulator.CLIENT_ID);
        return settings;
    }

    private ShopifyAdapter open(Map<String, String> settings) {
        return OpenShop.adapter(settings, new OpenShop.Cache(clock), clock);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void goodSettingsPassTheCheck(String api) {
        assertThatCode(() -> OpenShop.adapter(shop, api, clock).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void aWrongTokenIsTold(String api) {
        Map<String, String> settings = OpenShop.settings(shop, api);
        settings.put("accessToken", "shpat_wrong");
        assertThatThrownBy(() -> open(settings).check())
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageNotContaining("shpat_wrong");
    }

    @Test
    void anotherShopThanTheOneThatAnswersIsTold() {
        Map<String, String> settings = OpenShop.settings(shop, "graphql");
        settings.put("shopUrl", "other.myshopify.com");
        assertThatThrownBy(() -> open(settings).check()).isInstanceOf(AdapterException.CredentialsRejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "http://fernwick.myshopify.com",
                "https://fernwick.myshopify.com@evil.example",
                "https://evil.example/fernwick.myshopify.com",
                "https://fernwick.myshopify.com.evil.example",
                "fernwick.myshopify.com:8080",
                "-x.myshopify.com",
                ""
            })
    void onlyAnAddressAtShopifyIsTaken(String address) {
        Map<String, String> settings = OpenShop.settings(shop, "graphql");
        settings.put("shopUrl", address);
        assertThatThrownBy(() -> open(settings)).isInstanceOf(AdapterException.CredentialsRejected.class);
    }

    @ParameterizedTest
    @CsvSource({
        "apiBase, http://evil.example",
        "apiBase, ftp://127.0.0.1",
        "apiBase, not an address",
        "api, soap",
        "accessToken, two words"
    })
    void settingsThatCannotBeUsedAreRefusedBeforeAnyCall(String name, String value) {
        Map<String, String> settings = OpenShop.settings(shop, "graphql");
        settings.put(name, value);
        assertThatThrownBy(() -> open(settings))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageNotContaining("two words");
        assertThat(shop.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void aTokenIsMadeOnceAndKept(String api) throws Exception {
        OpenShop.Cache cache = new OpenShop.Cache(clock);
        ShopifyAdapter adapter = OpenShop.adapter(withoutToken(api), cache, clock);
        assertThat(shop.calls).as("opening makes no call").isEmpty();
        together(8, adapter::policies);
        assertThat(shop.tokensMade).hasValue(1);
        OpenShop.adapter(withoutToken(api), cache, clock).policies();
        assertThat(shop.tokensMade).as("another node").hasValue(1);
        clock.pass(Duration.ofHours(24));
        adapter.policies();
        assertThat(shop.tokensMade).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void aTokenThatEndsEarlyIsReplacedOnceForAll(String api) throws Exception {
        ShopifyAdapter adapter = open(withoutToken(api));
        adapter.policies();
        shop.tokens.clear();
        together(8, adapter::policies);
        assertThat(shop.tokensMade).hasValue(2);
    }

    @Test
    void credentialsThatMakeNoTokenAreTold() {
        Map<String, String> settings = withoutToken("graphql");
        settings.put("clientSecret", "wrong-secret");
        assertThatThrownBy(() -> open(settings).check())
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageNotContaining("wrong-secret");
        settings.remove("clientId");
        assertThatThrownBy(() -> open(settings)).isInstanceOf(AdapterException.CredentialsRejected.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, CredentialsRejected",
        "402, CredentialsRejected",
        "403, CredentialsRejected",
        "404, CredentialsRejected",
        "301, CredentialsRejected",
        "423, CredentialsRejected",
        "400, Refused",
        "422, Refused",
        "408, Unavailable",
        "500, Unavailable",
        "502, Unavailable"
    })
    void errorsAreSortedByWhatHappensNext(int status, String kind) {
        for (String api : List.of("graphql", "rest")) {
            shop.plan(api.equals("rest") ? "GET policies" : "Policies", Fault.Instead.of(status));
            assertThatThrownBy(OpenShop.adapter(shop, api, clock)::policies)
                    .satisfies(error ->
                            assertThat(error.getClass().getSimpleName()).isEqualTo(kind))
                    .satisfies(error -> assertThat(
                                    error instanceof AdapterException.Unavailable gone && gone.mayHaveHappened())
                            .as("reading changes nothing")
                            .isFalse());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACCESS_DENIED, CredentialsRejected",
        "SHOP_INACTIVE, CredentialsRejected",
        "INTERNAL_SERVER_ERROR, Unavailable",
        "MAX_COST_EXCEEDED, Refused"
    })
    void errorsInsideA200AreErrors(String code, String kind) {
        shop.plan(
                "Policies",
                new Fault.Instead(
                        200,
                        Map.of(),
                        "{\"errors\":[{\"message\":\"secret words\",\"extensions\":{\"code\":\"" + code + "\"}}]}"));
        assertThatThrownBy(OpenShop.adapter(shop, "graphql", clock)::policies)
                .hasMessageContaining(code)
                .hasMessageNotContaining("secret")
                .satisfies(error -> assertThat(error.getClass().getSimpleName()).isEqualTo(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[", "<html>", "[]", "{}", "\"x\"", "{\"data\":null}", "{\"data\":7}"})
    void nonsenseIsNoAnswer(String body) {
        shop.plan("Policies", new Fault.Instead(200, Map.of(), body));
        assertThatThrownBy(OpenShop.adapter(shop, "graphql", clock)::policies)
                .isInstanceOf(AdapterException.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql", "rest"})
    void aTruncatedAnswerIsNoAnswer(String api) {
        shop.plan(api.equals("rest") ? "GET orders" : "OrderById", new Fault.HalfAnswer());
        assertThatThrownBy(() -> OpenShop.adapter(shop, api, clock).findOrder("1001"))
                .isInstanceOf(AdapterException.Unavailable.class);
        assertThat(OpenShop.adapter(shop, api, clock).findOrder("1001")).isPresent();
    }

    @Test
    void restSaysHowLongToWait() {
        shop.rest.used.set(40);
        assertThat(catchThrowableOfType(
                                AdapterException.RateLimited.class,
                                () -> OpenShop.adapter(shop, "rest", clock).policies())
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void restWaitsBeforeTheShopHasToRefuse() {
        ShopifyAdapter adapter = OpenShop.adapter(shop, "rest", clock);
        adapter.policies();
        shop.rest.used.set(39);
        // From before the answer that says the bucket is full: a slow machine takes longer, never shorter.
        long begun = System.nanoTime();
        adapter.policies();
        shop.rest.used.set(0);
        adapter.policies();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void whatAnotherNodeUsedUpIsWaitedForAndTheShopperSeesNothing() {
        ShopifyAdapter adapter = OpenShop.adapter(shop, "graphql", clock);
        shop.restore = 500;
        shop.pay(1_990);
        assertThat(adapter.findOrder("1001")).isPresent();
        assertThat(shop.throttled).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void whenItWouldTakeTooLongCoreIsTold() {
        ShopifyAdapter adapter = OpenShop.adapter(shop, "graphql", clock);
        adapter.findOrder("1001");
        shop.restore = 1;
        adapter.findOrder("1001");
        shop.pay(1_900);
        assertThatThrownBy(() -> {
                    adapter.findOrder("1001");
                    adapter.findOrder("1001");
                })
                .isInstanceOfSatisfying(
                        AdapterException.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).isGreaterThan(Duration.ofSeconds(3)));
    }

    @Test
    void twentyFiveShoppersAtOnceAreServedWithinTheLimit() throws Exception {
        shop.latency = Duration.ofMillis(20);
        ShopifyAdapter adapter = OpenShop.adapter(shop, "graphql", clock);
        together(25, () -> adapter.findOrder("1001").orElseThrow());
        assertThat(shop.throttled).hasValue(0);
    }

    @Test
    void anotherVersionThanOursStillAnswers() {
        shop.version = "2027-10";
        assertThat(OpenShop.adapter(shop, "graphql", clock).findOrder("1001")).isPresent();
    }

    private static <T> void together(int many, Callable<T> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> one :
                    threads.invokeAll(Stream.generate(() -> call).limit(many).toList())) {
                one.get();
            }
        }
    }
}
