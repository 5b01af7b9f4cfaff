package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
    private static final AtomicLong IDS = new AtomicLong(200);

    /** Names somebody by a phone number, or by an id that is good for one business only. */
    record Person(String phone, String userId) {}

    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<String, Instant> lastInbound = new ConcurrentHashMap<>();
    private final Map<String, Deque<Instant>> sent = new ConcurrentHashMap<>();
    private final Deque<Instant> all = new ArrayDeque<>();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
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

    /** What comes in counts against the eighty a second as well. */
    private synchronized void countInbound() {
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

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static ObjectNode value() {
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
                TelegramPlatform.pause(250);
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

    Chat chat() {
        long id = IDS.incrementAndGet();
        Person person = new Person("4915" + (100_000_000 + id), "DE.1349120865530274" + id);
        people.put(person.phone(), person);
        people.put(person.userId(), person);
        return new Chat(person);
    }

    final class Chat implements ShopperChat {
        private final Person person;

        Chat(Person person) {
            this.person = person;
        }

        String phone() {
            return person.phone();
        }

        @Override
        public String connection() {
            return connection;
        }

        @Override
        public String chatId() {
            return person.userId();
        }

        private String newId() {
            return "wamid.HBgLNDkxNQ" + IDS.incrementAndGet() + "==";
        }

        private ObjectNode message(String id, String type) {
            ObjectNode message = object();
            message.put("from", person.phone())
                    .put("id", id)
                    .put("timestamp", "" + Instant.now().getEpochSecond())
                    .put("type", type);
            return message;
        }

        private void send(ObjectNode... messages) {
            lastInbound.put(person.phone(), Instant.now());
            countInbound();
            ObjectNode value = value();
            ObjectNode contact = value.putArray("contacts").addObject();
            contact.putObject("profile").put("name", "Ann");
            contact.put("wa_id", person.phone()).put("user_id", person.userId());
            ArrayNode list = value.putArray("messages");
            List.of(messages).forEach(list::add);
            push("messages", value);
        }

        private ObjectNode text(String id, String words) {
            ObjectNode message = message(id, "text");
            message.putObject("text").put("body", words);
            return message;
        }

        @Override
        public void says(String words) {
            send(text(newId(), words));
        }

        /** Several messages in one webhook. */
        void saysTogether(List<String> words) {
            send(words.stream().map(one -> text(newId(), one)).toArray(ObjectNode[]::new));
        }

        private ObjectNode media(String type, byte[] content, String mimeType) {
            String id = "77" + IDS.incrementAndGet();
            files.put(id, content);
            ObjectNode message = message(newId(), type);
            message.putObject(type)
                    .put("id", id)
                    .put("mime_type", mimeType)
                    .put("sha256", Base64.getEncoder().encodeToString(digest(content)));
            return message;
        }

        @Override
        public void sendsPhoto(byte[] jpeg, String words) {
            ObjectNode message = media("image", jpeg, "image/jpeg");
            ((ObjectNode) message.path("image")).put("caption", words);
            send(message);
        }

        @Override
        public void sendsAlbum(List<byte[]> jpegs) {
            send(jpegs.stream().map(jpeg -> media("image", jpeg, "image/jpeg")).toArray(ObjectNode[]::new));
        }

        @Override
        public void sendsVoice(byte[] sound, String words) {
            ObjectNode message = media("audio", sound, "audio/ogg; codecs=opus");
            ((ObjectNode) message.path("audio")).put("voice", true);
            send(message);
        }

        void sendsUnsupported() {
            ObjectNode message = message(newId(), "unsupported");
            message.putArray("errors").addObject().put("code", 131051).put("title", "Message type unknown");
            send(message);
        }

        @Override
        public void picks(int option) {
            Shown last = shown().get(shown().size() - 1);
            String value = List.copyOf(last.options().keySet()).get(option);
            boolean list = last.options().size() > 3;
            ObjectNode message = message(newId(), "interactive");
            message.putObject("context").put("from", "15550142222").put("id", "wamid.x");
            ObjectNode interactive = message.putObject("interactive");
            interactive.put("type", list ? "list_reply" : "button_reply");
            interactive
                    .putObject(list ? "list_reply" : "button_reply")
                    .put("id", value)
                    .put("title", last.options().get(value));
            send(message);
        }

        @Override
        public boolean saysAndEdits(String first, String second) {
            return false;
        }

        @Override
        public boolean saysAndDeletes(String words) {
            return false;
        }

        @Override
        public boolean staffAnswersElsewhere(String words) {
            ObjectNode value = value();
            ObjectNode echo = value.putArray("message_echoes").addObject();
            echo.put("from", "15550142222").put("to", person.phone()).put("id", newId());
            echo.put("timestamp", "" + Instant.now().getEpochSecond())
                    .put("type", "text")
                    .putObject("text")
                    .put("body", words);
            push("smb_message_echoes", value);
            return true;
        }

        @Override
        public boolean staffLeavesElsewhere() {
            return false;
        }

        @Override
        public List<Shown> shown() {
            return shownTo(person.phone());
        }
    }
}
