package io.polyclerk.adapter.shopify;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The simulated shop for load runs: how it is reached, what it sells, and how often it had to throttle. */
public final class SimulatedShop implements AutoCloseable {

    private final ShopSimulator simulator = new ShopSimulator(Clock.systemUTC());

    /** An order and the address that proves it. @param calls of the shop that its answer takes */
    public record Known(String number, String email, int calls) {}

    /** A shop on the smallest plan. @param latency of each answer */
    public SimulatedShop(Duration latency) {
        simulator.latency = latency;
    }

    /** Settings of a connection. */
    public Map<String, String> settings() {
        return OpenShop.settings(simulator, "graphql");
    }

    /** Its name at the platform. */
    public String name() {
        return ShopSimulator.SHOP;
    }

    /** Settings of the app that merchants install. */
    public Map<String, String> app() {
        return Map.of(
                "clientId",
                ShopSimulator.CLIENT_ID,
                "clientSecret",
                ShopSimulator.CLIENT_SECRET,
                "apiBase",
                simulator.address());
    }

    /** The merchant agrees to what was proposed last. */
    public void approve() {
        simulator.graph.changes.subscriptions.approve();
    }

    /** What the real platform would overlook and a stricter one does not. */
    public List<String> violations() {
        return List.copyOf(simulator.violations);
    }

    public List<Known> orders() {
        return List.of(new Known("1002", "omar@mail.example", 2), new Known("1004", "yuki@mail.example", 2));
    }

    /** The query with which the platform opens the app's page for a merchant who is signed in to this shop. */
    public String launch() {
        Map<String, List<String>> query = new TreeMap<>();
        query.put("shop", List.of(ShopSimulator.SHOP));
        query.put("timestamp", List.of(Long.toString(Instant.now().getEpochSecond())));
        query.put("id_token", List.of(sessionToken()));
        query.put("hmac", List.of(Signatures.hex(Signatures.signed(query), ShopSimulator.CLIENT_SECRET)));
        return query.entrySet().stream()
                .map(one ->
                        one.getKey() + "=" + URLEncoder.encode(one.getValue().get(0), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String sessionToken() {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer("https://" + ShopSimulator.SHOP + "/admin")
                        .claim("dest", "https://" + ShopSimulator.SHOP)
                        .audience(ShopSimulator.CLIENT_ID)
                        .subject("42")
                        .jwtID(UUID.randomUUID().toString())
                        .notBeforeTime(Date.from(now.minusSeconds(5)))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .build());
        try {
            token.sign(new MACSigner(Arrays.copyOf(ShopSimulator.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8), 32)));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    /** Adds a code that takes off a share of everything. */
    public void discount(String code, double share) {
        simulator.state.discounts.put(
                code.toLowerCase(Locale.ROOT),
                ShopState.map(
                        "is",
                        "DiscountCodeBasic",
                        "status",
                        "ACTIVE",
                        "asyncUsageCount",
                        0,
                        "appliesOncePerCustomer",
                        false,
                        "combinesWith",
                        ShopState.map("orderDiscounts", true, "productDiscounts", true, "shippingDiscounts", true),
                        "context",
                        ShopState.map("is", "DiscountBuyerSelectionAll"),
                        "customerGets",
                        ShopState.map(
                                "items",
                                ShopState.map("is", "AllDiscountItems"),
                                "value",
                                ShopState.map("is", "DiscountPercentage", "percentage", share))));
    }

    /** Webhooks that the shop sends. */
    public int webhooks() {
        return simulator.state.hooks.size();
    }

    /** Tokens that open the shop to apps that were installed. */
    public long tokens() {
        return simulator.tokens.stream()
                .filter(token -> !token.equals(ShopSimulator.TOKEN))
                .count();
    }

    /** Words that find a product. */
    public String product() {
        return "Fernwick rain jacket";
    }

    /** Answers that said THROTTLED. */
    public int refused() {
        return simulator.throttled.get();
    }

    public int calls() {
        return simulator.calls.size();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
