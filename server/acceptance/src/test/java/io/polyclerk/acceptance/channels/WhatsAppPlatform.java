package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.load.RunningServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The Cloud API for one number. Statuses come before the answer to the sending that they are about, and twice. */
final class WhatsAppPlatform extends Platform {

    static final String NUMBER = "299300000000042";
    static final String TOKEN = "EAAJoutsider";
    static final String APP_SECRET = "0utsiderAppSecret";
    static final String VERIFY_TOKEN = "outsider-verify";

    private static final int BURST = 45;
    static final AtomicLong IDS = new AtomicLong(200);

    /** Names somebody by a phone number, or by an id that is good for one business only. */
    record Person(String phone, String userId) {}

    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<String, Instant> lastInbound = new ConcurrentHashMap<>();
    private final Map<String, Deque<Instant>> sent = new ConcurrentHashMap<>();
    private final Deque<Instant> all = new ArrayDeque<>();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final List<Integer> refusals = new CopyOnWriteArrayList<>();
    final AtomicLong downloads = new AtomicLong();
    final String connection;
    volatile boolean tokenEnded;
    volatile boolean gone;
    volatile boolean everySecondDownloadFails;
    volatile String blockedBy = "";
    /** Whether statuses name what the sender gave along. */
    volatile boolean echoes = true;

    volatile @Nullable RunningServer server;

    WhatsAppPlatform(String connection) {
        this.connection = connection;
    }

    @Override
    @Nullable
    Answer answer(Call call) {
        if (!("Bearer " + TOKEN).equals(call.headers().get("authorization")) || tokenEnded) {
            return error(401, 190, "Error validating access token: Session has expired", 463);
        }
        if (gone) {
            return error(400, 100, "Unsupported get request. Object with ID '" + NUMBER + "' does not exist", 33);
        }
        if (call.path().equals("/whatsapp_business/attachments/")) {
            return download(call);
        }
        String[] parts = call.path().split("/");
        if (parts.length < 3 || !parts[1].matches("v2[1-6]\\.0")) {
            return null;
        }
        String what = call.method() + " " + (parts.length > 3 ? parts[3] : "");
        return switch (what) {
            case "POST messages" -> parts[2].equals(NUMBER) ? messages(call.json()) : null;
            case "GET " ->
                files.containsKey(parts[2])
                        ? file(call, parts[2])
                        : parts[2].equals(NUMBER) ? number() : error(400, 100, "Unsupported get request", 33);
            default -> null;
        };
    }

    private static Answer number() {
        return Answer.json(
                200,
                "{\"verified_name\":\"Shop\",\"display_phone_number\":\"+1 555-014-2222\",\"quality_rating\":\"GREEN\",\"id\":\""
                        + NUMBER + "\"}");
    }

    private static Answer error(int status, int code, String message, int subcode) {
        return Answer.json(
                status,
                "{\"error\":{\"message\":\"" + message.replace("\"", "'") + "\",\"type\":\"OAuthException\",\"code\":"
                        + code + (subcode == 0 ? "" : ",\"error_subcode\":" + subcode) + ",\"fbtrace_id\":\"AbC\"}}");
    }

    private Answer refusal(int code, String details) {
        refusals.add(code);
        return error(400, code, "(#" + code + ") " + details, 0);
    }

    private Answer messages(JsonNode message) {
        if (!"whatsapp".equals(message.path("messaging_product").asText())) {
            return error(400, 100, "(#100) The parameter messaging_product is required.", 0);
        }
        if (message.path("status").asText().equals("read")) {
            return Answer.json(200, "{\"success\":true}");
        }
        Person to =
                people.get(message.path("to").asText(message.path("recipient").asText()));
        String type = message.path("type").asText("text");
        List<String> unknown = unknown(
                message,
                "messaging_product",
                "recipient_type",
                "to",
                "recipient",
                "type",
                type,
                "context",
                "biz_opaque_callback_data");
        if (to == null || !unknown.isEmpty() || !message.path(type).isObject()) {
            refused.add("messages " + message);
            return error(400, 100, "(#100) Invalid parameter", 0);
        }
        if (to.phone().equals(blockedBy)) {
            return refusal(131026, "Message undeliverable");
        }
        Instant wrote = lastInbound.get(to.phone());
        if (wrote == null || wrote.plus(Duration.ofHours(24)).isBefore(Instant.now())) {
            return refusal(131047, "Re-engagement message");
        }
        int limit = limit(to.phone());
        if (limit != 0) {
            return refusal(
                    limit,
                    limit == 131056 ? "(Business Account, Consumer Account) pair rate limit hit" : "Rate limit hit");
        }
        return accepted(message, to, type);
    }

    /** Opens the window of whoever writes; what comes in counts against the eighty a second as well. */
    synchronized void countInbound(Person person) {
        lastInbound.put(person.phone(), Instant.now());
        all.add(Instant.now());
    }

    private synchronized int limit(String phone) {
        Instant now = Instant.now();
        Deque<Instant> pair = sent.computeIfAbsent(phone, somebody -> new ArrayDeque<>());
        pair.removeIf(at -> at.plusSeconds(6 * BURST).isBefore(now));
        all.removeIf(at -> at.plusSeconds(1).isBefore(now));
        if (all.size() >= 80) {
            return 130429;
        }
        if (pair.size() >= BURST) {
            return 131056;
        }
        pair.add(now);
        all.add(now);
        return 0;
    }

    private Answer accepted(JsonNode message, Person to, String type) {
        Map<String, String> options = new LinkedHashMap<>();
        String words = switch (type) {
            case "text" -> message.at("/text/body").asText();
            case "interactive" -> {
                JsonNode interactive = message.path("interactive");
                interactive
                        .at("/action/buttons")
                        .forEach(one -> options.put(
                                one.at("/reply/id").asText(),
                                one.at("/reply/title").asText()));
                interactive
                        .at("/action/sections")
                        .forEach(section -> section.path("rows")
                                .forEach(row -> options.put(
                                        row.path("id").asText(),
                                        row.path("title").asText())));
                if (options.isEmpty()
                        || interactive.at("/action/buttons").size() > 3
                        || options.values().stream().anyMatch(title -> title.length() > 24)) {
                    refused.add("interactive " + message);
                }
                yield interactive.at("/body/text").asText();
            }
            default -> message.path(type).toString();
        };
        show(to.phone(), words, options);
        String id = "wamid.HBgLMTY1"
                + Base64.getEncoder().encodeToString(("o" + IDS.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
        status(id, to, "sent", message);
        status(id, to, "delivered", message);
        status(id, to, "sent", message);
        ObjectNode answer = object().put("messaging_product", "whatsapp");
        ObjectNode contact = answer.putArray("contacts").addObject();
        contact.put("input", message.path("to").asText(message.path("recipient").asText()));
        contact.put(message.has("to") ? "wa_id" : "user_id", message.has("to") ? to.phone() : to.userId());
        answer.putArray("messages").addObject().put("id", id).put("message_status", "accepted");
        return Answer.json(200, answer);
    }

    private void status(String id, Person to, String status, JsonNode message) {
        ObjectNode value = value();
        ObjectNode told = value.putArray("statuses").addObject();
        told.put("id", id)
                .put("status", status)
                .put("timestamp", "" + Instant.now().getEpochSecond());
        told.put("recipient_id", to.phone());
        told.putObject("conversation").put("id", "c0ffee").putObject("origin").put("type", "service");
        told.putObject("pricing")
                .put("billable", true)
                .put("pricing_model", "PMP")
                .put("category", "service")
                .put("type", "regular");
        if (echoes && message.has("biz_opaque_callback_data")) {
            told.put(
                    "biz_opaque_callback_data",
                    message.path("biz_opaque_callback_data").asText());
        }
        push("messages", value);
    }

    private Answer file(Call call, String id) {
        byte[] content = files.get(id);
        if (!call.query().getOrDefault("phone_number_id", NUMBER).equals(NUMBER) || content == null) {
            return error(400, 100, "Unsupported get request", 33);
        }
        return Answer.json(
                200,
                object().put(
                                "url",
                                address() + "/whatsapp_business/attachments/?mid=" + id
                                        + "&ext=1999999999&hash=ATt%2BQ")
                        .put("mime_type", "image/jpeg")
                        .put("sha256", HexFormat.of().formatHex(digest(content)))
                        .put("file_size", content.length)
                        .put("id", id)
                        .put("messaging_product", "whatsapp"));
    }

    private Answer download(Call call) {
        long number = downloads.incrementAndGet();
        if (everySecondDownloadFails && number % 2 == 1) {
            return new Answer(503, "text/html", "<html>busy</html>".getBytes(StandardCharsets.UTF_8), Map.of());
        }
        byte[] content = files.get(call.query().getOrDefault("mid", ""));
        return content == null || !"ATt+Q".equals(call.query().get("hash"))
                ? new Answer(404, "text/plain", new byte[0], Map.of())
                : new Answer(200, "image/jpeg", content, Map.of());
    }

    static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    static ObjectNode value() {
        ObjectNode value = object().put("messaging_product", "whatsapp");
        value.putObject("metadata").put("display_phone_number", "15550142222").put("phone_number_id", NUMBER);
        return value;
    }

    /** Everything that is not ASCII is escaped before it is signed, and unknown fields stand beside the known ones. */
    void push(String field, ObjectNode value) {
        ObjectNode webhook = object().put("object", "whatsapp_business_account");
        ObjectNode entry = webhook.putArray("entry")
                .addObject()
                .put("id", "8856996819413533")
                .put("time", 1_790_000_000);
        entry.putArray("changes").addObject().put("field", field).set("value", value);
        StringBuilder escaped = new StringBuilder();
        webhook.toString()
                .chars()
                .forEach(c -> escaped.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        byte[] body = escaped.toString().getBytes(StandardCharsets.US_ASCII);
        RunningServer bot = server;
        if (bot == null) {
            throw new IllegalStateException("no server to push to");
        }
        try {
            for (int i = 0; i < 40; i++) {
                if (bot.post("/hooks/" + connection, body, Map.of("X-Hub-Signature-256", "sha256=" + signature(body)))
                        == 200) {
                    return;
                }
                pause(250);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        throw new IllegalStateException("a webhook was never taken");
    }

    private static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(APP_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    WhatsAppChat chat() {
        long id = IDS.incrementAndGet();
        Person person = new Person("4915" + (100_000_000 + id), "DE.1349120865530274" + id);
        people.put(person.phone(), person);
        people.put(person.userId(), person);
        return new WhatsAppChat(this, person);
    }
}
