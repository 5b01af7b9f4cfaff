package io.polyclerk.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.App;
import io.polyclerk.spi.Beginning;
import io.polyclerk.spi.Completion;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.Launch;
import io.polyclerk.spi.WebhookRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Launches and tokens. The vectors were made by independent code: npm {@code @shopify/shopify-api} accepts them. */
class InstallationTest {

    private static final String SECRET = "hush";
    private static final String CLIENT = "abc123";
    private static final String SHOP = "some-shop.myshopify.com";
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_030);
    private static final String SESSION =
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL3NvbWUtc2hvcC5teXNob3BpZnkuY29tL2FkbWluIiwiZGVzdCI6Imh0dHBzOi8vc29tZS1zaG9wLm15c2hvcGlmeS5jb20iLCJhdWQiOiJhYmMxMjMiLCJzdWIiOiI0MiIsImV4cCI6MTcwMDAwMDA2MCwibmJmIjoxNzAwMDAwMDAwLCJpYXQiOjE3MDAwMDAwMDAsImp0aSI6ImY4OTEyMTI5LTFhZjYtNGNhZC05Y2EzLTc2YjBmNzYyMTA4NyIsInNpZCI6ImFhZWExODJmMjczMmQ0NGMyMzA1N2MwZmVhNTg0MDIxYTQ0ODViMmJkMjVkM2ViN2ZkMzQ5MzEzYWQyNGM2ODUifQ.4Ru1KQKdNuLDG5mYdeDGj1ajNqKX6I0Ld4nqz1zCYCk";

    private final List<JsonNode> asked = new ArrayList<>();
    private HttpServer platform;
    private String answer;
    private int status = 200;
    private Installation installation;

    @BeforeEach
    void open() throws IOException {
        answer =
                "{\"access_token\":\"shpat_1\",\"scope\":\"read_orders\",\"expires_in\":3600,\"refresh_token\":\"shprt_1\","
                        + "\"refresh_token_expires_in\":7776000}";
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        platform.createContext("/admin/oauth/access_token", exchange -> {
            asked.add(Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        platform.start();
        installation = new ShopifyProvider()
                .installation(new App(
                        Map.of(
                                "clientId",
                                CLIENT,
                                "clientSecret",
                                SECRET,
                                "apiBase",
                                "http://127.0.0.1:" + platform.getAddress().getPort()),
                        HttpClient.newBuilder()
                                .connectTimeout(Duration.ofSeconds(5))
                                .build(),
                        Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    @AfterEach
    void close() {
        platform.stop(0);
    }

    @Test
    void aQueryIsSignedAsIndependentCodeSignsIt() {
        String query = "code=0907a61c0c8d55e99db179b68161bc00&host=YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvc29tZS1zaG9w"
                + "&shop=some-shop.myshopify.com&state=0.6784241404160823&timestamp=1337178173";
        Map<String, List<String>> parameters = parameters(query);
        parameters.put("hmac", List.of("9fe3d5ea81959305fd96bd3d2d44e878654e753bc8e455b5369c15a009412163"));

        assertThat(Signatures.signed(parameters)).isEqualTo(query);
        assertThat(Signatures.isLaunch(parameters, SECRET, Instant.ofEpochSecond(1_337_178_173)))
                .isTrue();
        assertThat(Signatures.isLaunch(parameters, SECRET, Instant.ofEpochSecond(1_337_178_173 + 91)))
                .isFalse();
        assertThat(Signatures.isLaunch(parameters, SECRET, Instant.ofEpochSecond(1_337_178_173 - 91)))
                .isFalse();
        assertThat(Signatures.isLaunch(parameters, "hush!", Instant.ofEpochSecond(1_337_178_173)))
                .isFalse();
        parameters.put("shop", List.of("another-shop.myshopify.com"));
        assertThat(Signatures.isLaunch(parameters, SECRET, Instant.ofEpochSecond(1_337_178_173)))
                .isFalse();
    }

    @Test
    void aBodyIsSignedAsIndependentCodeSignsIt() {
        byte[] body = "{\"id\":820982911946154508,\"name\":\"#9999\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Signatures.isBody(body, "YBwnJ9vsibq7srObgXybmGHWuwos+jDEL//7749XS78=", SECRET))
                .isTrue();
        assertThat(Signatures.isBody(body, "ZBwnJ9vsibq7srObgXybmGHWuwos+jDEL//7749XS78=", SECRET))
                .isFalse();
        assertThat(Signatures.isBody(body, null, SECRET)).isFalse();
        assertThat(Signatures.isBody(body, "no base64!", SECRET)).isFalse();
    }

    @Test
    void aSessionTokenHoldsForItsMinuteAndTenSeconds() {
        assertThat(SessionToken.read(SESSION, CLIENT, SECRET, NOW)).get().satisfies(token -> {
            assertThat(token.shop()).isEqualTo(SHOP);
            assertThat(token.user()).isEqualTo("42");
        });
        assertThat(SessionToken.read(SESSION, CLIENT, SECRET, Instant.ofEpochSecond(1_700_000_069)))
                .isPresent();
        assertThat(SessionToken.read(SESSION, CLIENT, SECRET, Instant.ofEpochSecond(1_700_000_070)))
                .isEmpty();
        assertThat(SessionToken.read(SESSION, CLIENT, SECRET, Instant.ofEpochSecond(1_699_999_990)))
                .isPresent();
        assertThat(SessionToken.read(SESSION, CLIENT, SECRET, Instant.ofEpochSecond(1_699_999_989)))
                .isEmpty();
        assertThat(SessionToken.read(SESSION, CLIENT, SECRET, Instant.now())).isEmpty();
    }

    @Test
    void aSessionTokenOfAnotherAppOrSecretIsNone() {
        assertThat(SessionToken.read(SESSION, "abc124", SECRET, NOW)).isEmpty();
        assertThat(SessionToken.read(SESSION, CLIENT, "hush!", NOW)).isEmpty();
        assertThat(SessionToken.read(SESSION.substring(0, SESSION.lastIndexOf('.') + 1), CLIENT, SECRET, NOW))
                .isEmpty();
    }

    @Test
    void theAlgorithmIsOursToChoose() throws Exception {
        JWTClaimsSet.Builder claims = claims();
        assertThat(SessionToken.read(new PlainJWT(claims.build()).serialize(), CLIENT, SECRET, NOW))
                .as("alg none")
                .isEmpty();
        String none = "{\"alg\":\"none\",\"typ\":\"JWT\"}";
        assertThat(SessionToken.read(
                        Base64.getUrlEncoder().withoutPadding().encodeToString(none.getBytes(StandardCharsets.UTF_8))
                                + SESSION.substring(SESSION.indexOf('.')),
                        CLIENT,
                        SECRET,
                        NOW))
                .as("alg none with the signature of another")
                .isEmpty();
        assertThat(SessionToken.read(signed(claims, JWSAlgorithm.HS512), CLIENT, SECRET, NOW))
                .as("another algorithm with the right secret")
                .isEmpty();
        assertThat(SessionToken.read(signed(claims, JWSAlgorithm.HS256), CLIENT, SECRET, NOW))
                .isPresent();
    }

    @Test
    void everyClaimIsLookedAt() throws Exception {
        List<JWTClaimsSet.Builder> wrong = List.of(
                claims().issuer("https://other-shop.myshopify.com/admin"),
                claims().claim("dest", "https://other-shop.myshopify.com"),
                claims().claim("dest", "https://" + SHOP + ".evil.example"),
                claims().claim("dest", "http://" + SHOP),
                claims().claim("dest", null),
                claims().audience(List.of(CLIENT, "another")),
                claims().audience(List.of()),
                claims().expirationTime(null),
                claims().notBeforeTime(null),
                claims().notBeforeTime(Date.from(NOW.plusSeconds(60))));
        for (JWTClaimsSet.Builder one : wrong) {
            assertThat(SessionToken.read(signed(one, JWSAlgorithm.HS256), CLIENT, SECRET, NOW))
                    .as(one.build().toString())
                    .isEmpty();
        }
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://" + SHOP + "/admin")
                .claim("dest", "https://" + SHOP)
                .audience(CLIENT)
                .subject("42")
                .notBeforeTime(Date.from(NOW.minusSeconds(5)))
                .expirationTime(Date.from(NOW.plusSeconds(55)));
    }

    private static String signed(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims.build());
        token.sign(new MACSigner(Arrays.copyOf(SECRET.getBytes(StandardCharsets.UTF_8), 64)));
        return token.serialize();
    }

    @Property(tries = 200)
    void rubbishIsNoSessionToken(@ForAll String rubbish) {
        assertThat(SessionToken.read(rubbish, CLIENT, SECRET, NOW)).isEmpty();
    }

    @Test
    void nobodyIsAskedForTheNameOfAShop() {
        assertThat(installation.begin(new Installation.Start(
                        SHOP, "Polyclerk", "state", URI.create("https://a.example"), URI.create("https://b.example"))))
                .isInstanceOf(Beginning.AtThePlatform.class);
    }

    @Test
    void aLaunchIsAMerchantsAndSaysHowThePageStandsInTheAdmin() {
        Launch.Genuine launch = (Launch.Genuine) installation.verifyLaunch(launch(SHOP, SESSION));

        assertThat(launch.shop()).isEqualTo(SHOP);
        assertThat(launch.ticket()).isEqualTo("f8912129-1af6-4cad-9ca3-76b0f7621087");
        assertThat(launch.frame().ancestors()).containsExactly("https://" + SHOP, "https://admin.shopify.com");
        assertThat(launch.frame().meta()).containsEntry("shopify-api-key", CLIENT);
        assertThat(launch.frame().scripts()).containsExactly("https://cdn.shopify.com/shopifycloud/app-bridge.js");
    }

    @Test
    void aLaunchOfAnotherShopThanItsTokenIsRejected() {
        assertThat(installation.verifyLaunch(launch("other-shop.myshopify.com", SESSION)))
                .isInstanceOf(Launch.Rejected.class);
    }

    @Test
    void aLaunchWithoutSignatureOrWithoutTokenIsRejected() {
        WebhookRequest signed = launch(SHOP, SESSION);
        Map<String, List<String>> unsigned = new HashMap<>(signed.query());
        unsigned.remove("hmac");

        assertThat(installation.verifyLaunch(get(unsigned, Map.of()))).isInstanceOf(Launch.Rejected.class);
        assertThat(installation.verifyLaunch(launch(SHOP, ""))).isInstanceOf(Launch.Rejected.class);
    }

    @Test
    void thePageItselfAsksWithItsTokenAlone() {
        assertThat(installation.verifyLaunch(get(Map.of(), Map.of("Authorization", List.of("Bearer " + SESSION)))))
                .isInstanceOf(Launch.Genuine.class);
        assertThat(installation.verifyLaunch(get(Map.of(), Map.of("Authorization", List.of("Bearer nothing")))))
                .isInstanceOf(Launch.Rejected.class);
    }

    @Test
    void theSessionIsExchangedForATokenThatEnds() {
        Completion.Granted granted = (Completion.Granted) installation.complete(launch(SHOP, SESSION));

        assertThat(granted.shop()).isEqualTo(SHOP);
        assertThat(granted.credential())
                .isEqualTo(new Credential(
                        "shpat_1", NOW.plusSeconds(3_600), "shprt_1", NOW.plusSeconds(7_776_000), "read_orders"));
        assertThat(granted.settings())
                .containsEntry("shopUrl", "https://" + SHOP)
                .containsEntry("clientSecret", SECRET)
                .doesNotContainKey("accessToken");
        JsonNode request = asked.get(0);
        assertThat(request.path("grant_type").asText()).isEqualTo("urn:ietf:params:oauth:grant-type:token-exchange");
        assertThat(request.path("subject_token").asText()).isEqualTo(SESSION);
        assertThat(request.path("expiring").asText()).isEqualTo("1");
        assertThat(request.path("requested_token_type").asText())
                .isEqualTo("urn:shopify:params:oauth:token-type:offline-access-token");
    }

    @Test
    void aLaunchThatIsNotGenuineExchangesNothing() {
        assertThat(installation.complete(launch("other-shop.myshopify.com", SESSION)))
                .isInstanceOf(Completion.Rejected.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void aCredentialIsRenewedWithItsRefreshToken() {
        answer = answer.replace("_1\"", "_2\"");
        Credential next = installation.refresh(SHOP, new Credential("shpat_1", NOW, "shprt_1", null, ""));

        assertThat(next.token()).isEqualTo("shpat_2");
        assertThat(next.refreshToken()).isEqualTo("shprt_2");
        assertThat(asked.get(0).path("grant_type").asText()).isEqualTo("refresh_token");
        assertThat(asked.get(0).path("refresh_token").asText()).isEqualTo("shprt_1");
    }

    @Test
    void aRefreshTokenThatIsGoneIsForTheMerchantToMend() {
        status = 400;
        answer = "{\"error\":\"invalid_grant\"}";

        assertThatExceptionOfType(AdapterException.CredentialsRejected.class)
                .isThrownBy(() -> installation.refresh(SHOP, new Credential("a", NOW, "b", null, "")));
        assertThatExceptionOfType(AdapterException.CredentialsRejected.class)
                .isThrownBy(() -> installation.refresh(SHOP, new Credential("a", NOW, null, null, "")));
    }

    @Test
    void anErrorOfThePlatformIsTriedAgainLater() {
        status = 503;

        assertThatExceptionOfType(AdapterException.Unavailable.class)
                .isThrownBy(() -> installation.refresh(SHOP, new Credential("a", NOW, "b", null, "")));
    }

    private static WebhookRequest launch(String shop, String token) {
        Map<String, List<String>> query = new TreeMap<>();
        query.put("shop", List.of(shop));
        query.put("host", List.of("YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvc29tZS1zaG9w"));
        query.put("embedded", List.of("1"));
        query.put("locale", List.of("en"));
        query.put("timestamp", List.of(Long.toString(NOW.getEpochSecond())));
        if (!token.isEmpty()) {
            query.put("id_token", List.of(token));
        }
        query.put("hmac", List.of(Signatures.hex(Signatures.signed(query), SECRET)));
        return get(query, Map.of());
    }

    private static WebhookRequest get(Map<String, List<String>> query, Map<String, List<String>> headers) {
        return new WebhookRequest("GET", headers, query, new byte[0], NOW);
    }

    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new TreeMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], List.of(URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
        }
        return parameters;
    }
}
