package io.polyclerk.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A provider that people sign in with, played by the letter of OpenID Connect Core 1.0 and RFC 7636: whoever asks in another way than it
 * is written is refused. It can also lie in all the ways that a client must notice. Whoever comes is at once signed in as the person that
 * was set.
 */
public final class OpenIdSimulator implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 300;

    private final HttpServer server;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final String client;
    private final String secret;

    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final Map<String, Person> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger keysAsked = new AtomicInteger();
    private volatile JWK key;
    private volatile Person person = new Person("s-1", "mei@shop.example", true, "Mei Lin", List.of());
    private volatile Lie lie = Lie.NONE;
    private volatile boolean tellsInToken = true;

    /** Who signs in next. */
    public record Person(
            String subject,
            @Nullable String email,
            @Nullable Boolean verified,
            @Nullable String name,
            List<String> groups) {}

    /** What is wrong with an answer. */
    public enum Lie {
        NONE,
        WRONG_NONCE,
        WRONG_AUDIENCE,
        SEVERAL_AUDIENCES,
        WRONG_ISSUER,
        EXPIRED,
        FROM_THE_FUTURE,
        UNSIGNED,
        SIGNED_WITH_THE_SECRET,
        UNKNOWN_KEY,
        CHANGED_AFTER_SIGNING,
        OTHER_PERSON_TOLD,
        OTHER_ISSUER_IN_ADDRESS,
        NO_ISSUER_IN_ADDRESS,
        OTHER_STATE,
        DENIED,
        BROKEN,
        NOT_JSON
    }

    private record Asked(String redirect, @Nullable String nonce, String challenge, Person person) {}

    public OpenIdSimulator(String client, String secret) throws IOException {
        this.client = client;
        this.secret = secret;
        this.key = SigningKeys.FIRST;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/openid-configuration", exchange -> json(exchange, 200, metadata()));
        server.createContext("/keys", this::keys);
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/me", this::told);
        server.createContext("/logout", exchange -> text(exchange, 200, "signed out there"));
        server.start();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void person(Person next) {
        person = next;
    }

    public void lie(Lie next) {
        lie = next;
    }

    /** @param inToken whether what is asked for stands in the token, or is only told when asked for */
    public void tellsInToken(boolean inToken) {
        tellsInToken = inToken;
    }

    /** From now on tokens are signed with another key, and the one before is known no more. */
    public void rotate(boolean elliptic) {
        key = elliptic ? SigningKeys.elliptic() : SigningKeys.rsa();
    }

    public int keysAsked() {
        return keysAsked.get();
    }

    private ObjectNode metadata() {
        ObjectNode metadata = JSON.createObjectNode()
                .put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token")
                .put("userinfo_endpoint", issuer() + "/me")
                .put("jwks_uri", issuer() + "/keys")
                .put("end_session_endpoint", issuer() + "/logout")
                .put("authorization_response_iss_parameter_supported", true);
        metadata.putArray("response_types_supported").add("code");
        metadata.putArray("subject_types_supported").add("public");
        metadata.putArray("id_token_signing_alg_values_supported").add("RS256").add("ES256");
        metadata.putArray("token_endpoint_auth_methods_supported").add("client_secret_basic");
        metadata.putArray("code_challenge_methods_supported").add("S256");
        return metadata;
    }

    private void keys(HttpExchange exchange) throws IOException {
        keysAsked.incrementAndGet();
        text(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        String problem = problemOf(asked);
        if (problem != null) {
            text(exchange, 400, problem);
            return;
        }
        Lie now = lie;
        String redirect = asked.getOrDefault("redirect_uri", "");
        String code = UUID.randomUUID().toString();
        codes.put(code, new Asked(redirect, asked.get("nonce"), asked.getOrDefault("code_challenge", ""), person));
        Map<String, String> answer = new HashMap<>();
        if (now == Lie.DENIED) {
            answer.put("error", "access_denied");
        } else {
            answer.put("code", code);
        }
        answer.put("state", now == Lie.OTHER_STATE ? "another-state-than-was-sent" : asked.getOrDefault("state", ""));
        if (now != Lie.NO_ISSUER_IN_ADDRESS) {
            answer.put("iss", now == Lie.OTHER_ISSUER_IN_ADDRESS ? "https://evil.example" : issuer());
        }
        exchange.getResponseHeaders().set("Location", redirect + "?" + query(answer));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private @Nullable String problemOf(Map<String, String> asked) {
        if (!client.equals(asked.get("client_id"))) {
            return "unknown client";
        }
        if (!"code".equals(asked.get("response_type"))) {
            return "only the code flow is known";
        }
        if (!List.of(asked.getOrDefault("scope", "").split(" ")).contains("openid")) {
            return "no scope openid";
        }
        if (!"S256".equals(asked.get("code_challenge_method")) || !asked.containsKey("code_challenge")) {
            return "no challenge";
        }
        if (asked.getOrDefault("state", "").length() < 20
                || asked.getOrDefault("nonce", "").length() < 20) {
            return "no state or no nonce that nobody guesses";
        }
        String redirect = asked.getOrDefault("redirect_uri", "");
        return redirect.matches("http://(localhost|127\\.0\\.0\\.1)(:\\d+)?/signin/[a-z]+/back")
                ? null
                : "an address that is not known";
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (lie == Lie.BROKEN) {
            text(exchange, 503, "away");
            return;
        }
        if (lie == Lie.NOT_JSON) {
            text(exchange, 200, "<html>hello</html>");
            return;
        }
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((encoded(client) + ":" + encoded(secret)).getBytes(StandardCharsets.UTF_8));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            json(exchange, 401, JSON.createObjectNode().put("error", "invalid_client"));
            return;
        }
        Asked code = codes.remove(asked.getOrDefault("code", ""));
        if (code == null
                || !"authorization_code".equals(asked.get("grant_type"))
                || !code.redirect().equals(asked.get("redirect_uri"))
                || !code.challenge().equals(challenge(asked.getOrDefault("code_verifier", "")))) {
            json(exchange, 400, JSON.createObjectNode().put("error", "invalid_grant"));
            return;
        }
        String access = UUID.randomUUID().toString();
        tokens.put(access, code.person());
        json(
                exchange,
                200,
                JSON.createObjectNode()
                        .put("access_token", access)
                        .put("token_type", "Bearer")
                        .put("expires_in", SECONDS)
                        .put("id_token", idToken(code)));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private String idToken(Asked asked) {
        try {
            Lie now = lie;
            JWTClaimsSet claims = claims(asked, now);
            if (now == Lie.UNSIGNED) {
                return new PlainJWT(claims).serialize();
            }
            if (now == Lie.SIGNED_WITH_THE_SECRET) {
                SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
                token.sign(new MACSigner((secret + "0".repeat(32)).substring(0, 32)));
                return token.serialize();
            }
            String token = SigningKeys.signed(claims, now == Lie.UNKNOWN_KEY ? SigningKeys.rsa() : key);
            return now == Lie.CHANGED_AFTER_SIGNING ? SigningKeys.changed(token) : token;
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private JWTClaimsSet claims(Asked asked, Lie now) {
        Instant at = Instant.now();
        long shift = now == Lie.EXPIRED ? -2L * SECONDS : now == Lie.FROM_THE_FUTURE ? 2L * SECONDS : 0;
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(now == Lie.WRONG_ISSUER ? "https://evil.example" : issuer())
                .subject(asked.person().subject())
                .issueTime(Date.from(at.plusSeconds(shift)))
                .expirationTime(Date.from(at.plusSeconds(shift + SECONDS)))
                .claim("nonce", now == Lie.WRONG_NONCE ? "the-nonce-of-somebody-else" : asked.nonce());
        if (now == Lie.SEVERAL_AUDIENCES) {
            claims.audience(List.of(client, "another")).claim("azp", "another");
        } else {
            claims.audience(now == Lie.WRONG_AUDIENCE ? "another" : client);
        }
        if (tellsInToken) {
            facts(asked.person()).forEach(claims::claim);
        }
        return claims.build();
    }

    private static Map<String, Object> facts(Person person) {
        Map<String, Object> facts = new HashMap<>();
        if (person.email() != null) {
            facts.put("email", person.email());
        }
        if (person.verified() != null) {
            facts.put("email_verified", person.verified());
        }
        if (person.name() != null) {
            facts.put("name", person.name());
        }
        if (!person.groups().isEmpty()) {
            facts.put("groups", person.groups());
        }
        return facts;
    }

    private void told(HttpExchange exchange) throws IOException {
        String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Person known = tokens.get(bearer.replaceFirst("^Bearer ", ""));
        if (known == null) {
            text(exchange, 401, "who?");
            return;
        }
        ObjectNode told = JSON.valueToTree(facts(known));
        json(exchange, 200, told.put("sub", lie == Lie.OTHER_PERSON_TOLD ? "the-owner" : known.subject()));
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> found = new HashMap<>();
        for (String part : query == null ? new String[0] : query.split("&")) {
            String[] pair = part.split("=", 2);
            found.put(
                    URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                    pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return found;
    }

    private static String query(Map<String, String> values) {
        StringBuilder query = new StringBuilder();
        values.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(encoded(value)));
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void json(HttpExchange exchange, int status, ObjectNode content) throws IOException {
        answer(exchange, status, "application/json", content.toString());
    }

    private static void text(HttpExchange exchange, int status, String content) throws IOException {
        answer(exchange, status, content.startsWith("{") ? "application/json" : "text/plain", content);
    }

    private static void answer(HttpExchange exchange, int status, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Where the last browser was sent back to, for tests without one. */
    public static Map<String, List<String>> answerIn(URI address) {
        Map<String, List<String>> answer = new HashMap<>();
        parameters(address.getRawQuery()).forEach((name, value) -> answer.put(name, List.of(value)));
        return answer;
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            server.stop(0);
        }
    }
}
