package io.polyclerk.adapter.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome.Accepted;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Sender;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are made here with the JDK alone, as a shop in another language makes them. */
class CustomerTokenTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef0123456789a";
    private static final String SESSION = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123-_Q";
    private static final String CHAT = "w6ezpFVm-f9IIcD4vn-TwF5";
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final WebchatReader reader =
            new WebchatReader(new ConnectionId("shop-chat"), new CustomerToken(new ConnectionId("shop-chat"), SECRET));

    @Test
    void aSignedInCustomerIsVouchedFor() {
        Accepted<ChannelEvent> outcome = say(token(claims()));

        assertThat(sender(outcome).verifiedCustomerId()).isEqualTo("7");
        assertThat(sender(outcome).verifiedStore()).isEqualTo("shop-store");
        assertThat(outcome.answer().body()).isEqualTo("{\"status\":\"stored\",\"customer\":\"accepted\"}");
    }

    @Test
    void withoutATokenNobodyIs() {
        Accepted<ChannelEvent> outcome = say(null);

        assertThat(sender(outcome).verifiedCustomerId()).isNull();
        assertThat(outcome.answer().body()).isEqualTo("{\"status\":\"stored\"}");
    }

    @Test
    void aShopWithoutASecretVouchesForNobody() {
        WebchatReader plain = new WebchatReader(new ConnectionId("shop-chat"), null);

        assertThat(sender((Accepted<ChannelEvent>) plain.read(request(token(claims()))))
                        .verifiedCustomerId())
                .isNull();
    }

    @Test
    void aTokenOfAnotherShopIsRefused() {
        mustBeRefused(token(with("aud", "other-chat")));
    }

    @Test
    void aTokenForSeveralShopsIsRefused() {
        mustBeRefused(token(with("aud", List.of("shop-chat", "other-chat"))));
    }

    @Test
    void aTokenOfAnotherChatIsRefused() {
        mustBeRefused(token(with("chat", "wAAAAAAAAAAAAAAAAAAAAAA")));
    }

    @Test
    void aTokenWithoutAChatIsRefused() {
        mustBeRefused(token(with("chat", null)));
    }

    @Test
    void anExpiredTokenIsRefusedAndAMinuteOfSkewIsNot() {
        Map<String, Object> expired = with("exp", NOW.getEpochSecond() - 61);
        expired.put("iat", NOW.getEpochSecond() - 361);
        mustBeRefused(token(expired));

        Map<String, Object> skewed = with("exp", NOW.getEpochSecond() - 59);
        skewed.put("iat", NOW.getEpochSecond() - 359);
        assertThat(sender(say(token(skewed))).verifiedCustomerId()).isEqualTo("7");
    }

    @Test
    void aTokenOfTheFutureIsRefusedAndAMinuteOfSkewIsNot() {
        mustBeRefused(token(with("iat", NOW.getEpochSecond() + 61)));
        assertThat(sender(say(token(with("iat", NOW.getEpochSecond() + 60)))).verifiedCustomerId())
                .isEqualTo("7");
    }

    @Test
    void aTokenThatLivesTooLongIsRefused() {
        mustBeRefused(token(with("exp", NOW.getEpochSecond() + 601)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iat", "exp", "sub", "aud"})
    void aTokenWithoutOneOfItsClaimsIsRefused(String claim) {
        mustBeRefused(token(with(claim, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", " ", "7' or '1'='1", "7\n8"})
    void nobodyHasSuchAnId(String id) {
        mustBeRefused(token(with("sub", id)));
    }

    @Test
    void anotherSecretIsRefused() {
        mustBeRefused(token("HS256", claims(), SECRET.replace('0', '1')));
    }

    @Test
    void anUnsignedTokenIsRefused() {
        String unsigned = encoded("{\"alg\":\"none\"}") + "." + encoded(json(claims())) + ".";
        mustBeRefused(unsigned);
    }

    @Test
    void anotherAlgorithmIsRefused() {
        mustBeRefused(token("HS512", claims(), SECRET));
    }

    @Property(tries = 300)
    void aTokenWithOneBitChangedIsRefused(@ForAll @IntRange(max = 5_000) int bit) {
        byte[] token = token(claims()).getBytes(StandardCharsets.US_ASCII);
        int at = bit % (token.length * 8);
        token[at / 8] ^= (byte) (1 << (at % 8));
        String changed = new String(token, StandardCharsets.ISO_8859_1);
        // The last character of base64 holds bits that mean nothing.
        boolean same =
                Base64.getUrlDecoder().decode(lastPart(token(claims()))).length == 32 && at / 8 == token.length - 1;

        if (!same) {
            mustBeRefused(changed);
        }
    }

    @Property(tries = 300)
    void rubbishIsRefused(@ForAll String rubbish) {
        mustBeRefused(rubbish);
    }

    private static String lastPart(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private void mustBeRefused(String token) {
        Accepted<ChannelEvent> outcome = say(token);
        assertThat(sender(outcome).verifiedCustomerId()).isNull();
        assertThat(sender(outcome).verifiedStore()).isNull();
        assertThat(outcome.answer().body()).isEqualTo("{\"status\":\"stored\",\"customer\":\"refused\"}");
    }

    private Accepted<ChannelEvent> say(String token) {
        return (Accepted<ChannelEvent>) reader.read(request(token));
    }

    private static Sender sender(Accepted<ChannelEvent> outcome) {
        return ((ChannelEvent.MessageReceived) outcome.events().get(0))
                .message()
                .sender();
    }

    private static WebhookRequest request(String token) {
        Map<String, List<String>> headers = new HashMap<>(Map.of("X-Chat-Session", List.of(SESSION)));
        if (token != null) {
            headers.put("X-Chat-Customer", List.of(token));
        }
        return new WebhookRequest(
                "POST",
                headers,
                Map.of(),
                "{\"id\":\"m1\",\"text\":\"where is my order?\"}".getBytes(StandardCharsets.UTF_8),
                NOW);
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", "https://shop.example");
        claims.put("aud", "shop-chat");
        claims.put("sub", "7");
        claims.put("store", "shop-store");
        claims.put("chat", CHAT);
        claims.put("iat", NOW.getEpochSecond());
        claims.put("exp", NOW.getEpochSecond() + 300);
        return claims;
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> claims = claims();
        claims.put(name, value);
        return claims;
    }

    private static String token(Map<String, Object> claims) {
        return token("HS256", claims, SECRET);
    }

    private static String token(String algorithm, Map<String, Object> claims, String secret) {
        String signed = encoded("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + "." + encoded(json(claims));
        String mac = algorithm.equals("HS256") ? "HmacSHA256" : "HmacSHA512";
        try {
            Mac hmac = Mac.getInstance(mac);
            hmac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), mac));
            byte[] signature = hmac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String json(Map<String, Object> claims) {
        jakarta.json.JsonObjectBuilder object = jakarta.json.Json.createObjectBuilder();
        claims.forEach((name, value) -> {
            switch (value) {
                case null -> {}
                case Long number -> object.add(name, number);
                case List<?> list -> {
                    jakarta.json.JsonArrayBuilder array = jakarta.json.Json.createArrayBuilder();
                    list.forEach(one -> array.add(one.toString()));
                    object.add(name, array);
                }
                default -> object.add(name, value.toString());
            }
        });
        return object.build().toString();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
