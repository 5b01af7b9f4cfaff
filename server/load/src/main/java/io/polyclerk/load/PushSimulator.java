package io.polyclerk.load;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A push service and the browsers behind it, by the letter of RFC 8030, 8188, 8291 and 8292. What comes is decrypted here with the
 * JDK's own functions, step by step as the RFC has them, so that nothing of the sender's library is believed.
 */
public final class PushSimulator implements AutoCloseable {

    private static final Pattern VAPID = Pattern.compile("vapid t=([^,\\s]+), ?k=([A-Za-z0-9_-]+)");
    private static final int GONE = 410;

    private final HttpServer server;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Map<String, Owned> browsers = new ConcurrentHashMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger strayed = new AtomicInteger();
    private volatile int answer = 201;

    /** What a browser tells of itself. */
    public record Browser(String endpoint, String p256dh, String auth) {}

    /** What came to a browser. */
    public record Received(String words, String topic, int seconds) {}

    private record Owned(ECKey key, byte[] auth, List<Received> received) {}

    public PushSimulator() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/push/", this::take);
        server.createContext("/inside", exchange -> {
            strayed.incrementAndGet();
            end(exchange, 200);
        });
        server.start();
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Another browser. */
    public Browser browser() {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).generate();
            byte[] auth = Arrays.copyOf(key.getD().decode(), 16);
            String id = UUID.randomUUID().toString();
            browsers.put(id, new Owned(key, auth, new CopyOnWriteArrayList<>()));
            return new Browser(origin() + "/push/" + id, encoded(point(key)), encoded(auth));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public List<Received> received(Browser browser) {
        Owned owned = browsers.get(browser.endpoint().replaceFirst(".*/", ""));
        return owned == null ? List.of() : List.copyOf(owned.received());
    }

    /** What the service says from now on; nothing but 201 lets anything through. */
    public void answerWith(int status) {
        answer = status;
    }

    /** What was not as it is written. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** How often somebody followed where the service had no business to lead. */
    public int strayed() {
        return strayed.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = answer;
        Owned browser = browsers.get(exchange.getRequestURI().getPath().replaceFirst(".*/", ""));
        if (browser == null) {
            status = GONE;
        } else if (status == 201) {
            try {
                browser.received().add(received(exchange, body, browser));
            } catch (GeneralSecurityException
                    | JOSEException
                    | ParseException
                    | IllegalArgumentException notAsWritten) {
                faults.add(String.valueOf(notAsWritten));
                status = 400;
            }
        } else if (status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", origin() + "/inside");
        }
        end(exchange, status);
    }

    private Received received(HttpExchange exchange, byte[] body, Owned browser)
            throws GeneralSecurityException, JOSEException, ParseException {
        String topic = header(exchange, "Topic");
        int seconds = Integer.parseInt(header(exchange, "TTL"));
        if (!topic.matches("[A-Za-z0-9_-]{1,32}") || seconds < 0) {
            throw new IllegalArgumentException("topic or time: " + topic + " " + seconds);
        }
        if (!header(exchange, "Content-Encoding").equals("aes128gcm")) {
            throw new IllegalArgumentException("another encoding");
        }
        verify(header(exchange, "Authorization"));
        return new Received(new String(decrypted(body, browser), StandardCharsets.UTF_8), topic, seconds);
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    private void verify(String authorization) throws ParseException, JOSEException {
        Matcher parts = VAPID.matcher(authorization);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no vapid: " + authorization);
        }
        byte[] point = Base64.getUrlDecoder().decode(parts.group(2));
        ECKey key = new ECKey.Builder(
                        Curve.P_256,
                        Base64URL.encode(Arrays.copyOfRange(point, 1, 33)),
                        Base64URL.encode(Arrays.copyOfRange(point, 33, 65)))
                .build();
        SignedJWT token = SignedJWT.parse(parts.group(1));
        JWTClaimsSet claims = token.getJWTClaimsSet();
        Instant end = claims.getExpirationTime().toInstant();
        boolean isGood = token.verify(new ECDSAVerifier(key))
                && claims.getAudience().equals(List.of(origin()))
                && end.isAfter(Instant.now())
                && end.isBefore(Instant.now().plus(Duration.ofHours(24)))
                && claims.getSubject().matches("(mailto:|https://).+");
        if (!isGood) {
            throw new IllegalArgumentException("the token is not good: " + claims);
        }
    }

    /** RFC 8291, section 3.4, and RFC 8188, section 2. */
    private static byte[] decrypted(byte[] body, Owned browser) throws GeneralSecurityException, JOSEException {
        ByteBuffer content = ByteBuffer.wrap(body);
        byte[] salt = taken(content, 16);
        int record = content.getInt();
        byte[] sender = taken(content, Byte.toUnsignedInt(content.get()));
        byte[] sealed = taken(content, content.remaining());
        if (record < 18 || sealed.length > record || body.length > 4096) {
            throw new IllegalArgumentException("records of " + record + " for " + sealed.length);
        }
        ECKey other = new ECKey.Builder(
                        Curve.P_256,
                        Base64URL.encode(Arrays.copyOfRange(sender, 1, 33)),
                        Base64URL.encode(Arrays.copyOfRange(sender, 33, 65)))
                .build();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(browser.key().toECPrivateKey());
        agreement.doPhase(other.toECPublicKey(), true);
        byte[] info = joined(ascii("WebPush: info\0"), point(browser.key()), sender, new byte[] {1});
        byte[] input = hmac(hmac(browser.auth(), agreement.generateSecret()), info);
        byte[] random = hmac(salt, input);
        byte[] key = Arrays.copyOf(hmac(random, ascii("Content-Encoding: aes128gcm\0\1")), 16);
        byte[] nonce = Arrays.copyOf(hmac(random, ascii("Content-Encoding: nonce\0\1")), 12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        byte[] padded = cipher.doFinal(sealed);
        int end = padded.length - 1;
        while (end >= 0 && padded[end] == 0) {
            end--;
        }
        if (end < 0 || padded[end] != 2) {
            throw new IllegalArgumentException("the last record has no end");
        }
        return Arrays.copyOf(padded, end);
    }

    private static byte[] hmac(byte[] key, byte[] input) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(input);
    }

    private static byte[] point(ECKey key) {
        return joined(new byte[] {4}, key.getX().decode(), key.getY().decode());
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] taken(ByteBuffer from, int count) {
        byte[] part = new byte[count];
        from.get(part);
        return part;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void end(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            server.stop(0);
        }
    }
}
