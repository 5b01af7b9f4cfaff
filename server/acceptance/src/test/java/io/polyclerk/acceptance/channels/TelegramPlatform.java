package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.load.RunningServer;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The Bot API for one bot. With a webhook it pushes, without one it is asked; both never at once. */
final class TelegramPlatform extends Platform {

    static final String TOKEN = "987654321:AAF-outsider_token";
    static final String SECRET = "outsider_SECRET-1";

    private static final AtomicLong IDS = new AtomicLong(7_000_000_000L);

    /** What the bot was not yet known to have, by update id. */
    private final TreeMap<Long, ObjectNode> waiting = new TreeMap<>();

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Deque<Instant>> sent = new ConcurrentHashMap<>();
    private final AtomicLong updates = new AtomicLong(880_000_000);
    private final AtomicLong messages = new AtomicLong(40);
    final List<String> spinning = new ArrayList<>();
    final List<Integer> limited = new ArrayList<>();
    volatile String webhook = "";
    volatile boolean known = true;
    volatile String blockedBy = "";
    /** How many messages a second the bot may send; 0 for any number. */
    volatile int perSecond;

    volatile @Nullable RunningServer server;

    @Override
    @Nullable
    Answer answer(Call call) {
        if (call.path().startsWith("/file/bot" + TOKEN + "/")) {
            byte[] file = files.get(call.path().substring(("/file/bot" + TOKEN + "/").length()));
            return file == null
                    ? failure(404, "Not Found")
                    : new Answer(200, "application/octet-stream", file, Map.of());
        }
        if (!known || !call.path().startsWith("/bot" + TOKEN + "/")) {
            return failure(401, "Unauthorized");
        }
        return method(call.path().substring(call.path().lastIndexOf('/') + 1), parameters(call));
    }

    private static JsonNode parameters(Call call) {
        Map<String, String> parts = parts(call);
        if (parts.isEmpty()) {
            return call.json();
        }
        ObjectNode parameters = object();
        parts.forEach(parameters::put);
        return parameters;
    }

    private @Nullable Answer method(String name, JsonNode p) {
        return switch (name) {
            case "getMe" ->
                ok(
                        "{\"id\":987654321,\"is_bot\":true,\"first_name\":\"Clerk\",\"username\":\"clerk_bot\",\"can_join_groups\":true,"
                                + "\"can_connect_to_business\":true,\"a_new_field\":{\"of\":\"tomorrow\"}}");
            case "getWebhookInfo" ->
                ok("{\"url\":\"" + webhook + "\",\"has_custom_certificate\":false,\"pending_update_count\":0}");
            case "setWebhook" -> {
                webhook = p.path("url").asText();
                yield ok("true");
            }
            case "deleteWebhook" -> {
                webhook = "";
                yield ok("true");
            }
            case "getUpdates" ->
                webhook.isEmpty()
                        ? updates(p)
                        : failure(
                                409,
                                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
            case "setMyCommands", "sendChatAction" -> ok("true");
            case "getMyCommands" -> ok("[]");
            case "answerCallbackQuery" -> {
                synchronized (spinning) {
                    spinning.remove(p.path("callback_query_id").asText());
                }
                yield ok("true");
            }
            case "sendMessage" -> sendMessage(p);
            case "getFile" -> {
                String id = p.path("file_id").asText();
                yield files.containsKey("photos/" + id)
                        ? ok("{\"file_id\":\"" + id + "\",\"file_unique_id\":\"u\",\"file_size\":"
                                + files.get("photos/" + id).length + ",\"file_path\":\"photos/" + id + "\"}")
                        : failure(400, "Bad Request: wrong file_id or the file is temporarily unavailable");
            }
            default -> null;
        };
    }

    private Answer sendMessage(JsonNode p) {
        String chat = p.path("chat_id").asText();
        List<String> unknown = unknown(
                p, "chat_id", "text", "reply_markup", "business_connection_id", "parse_mode", "disable_notification");
        String text = p.path("text").asText();
        if (!unknown.isEmpty() || text.isBlank() || text.length() > 4096) {
            refused.add("sendMessage " + unknown + " " + text.length());
            return failure(400, "Bad Request: message text is empty");
        }
        if (chat.equals(blockedBy)) {
            return failure(403, "Forbidden: bot was blocked by the user");
        }
        int wait = limit(chat);
        if (wait > 0) {
            synchronized (limited) {
                limited.add(wait);
            }
            return Answer.json(
                    429,
                    "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after " + wait
                            + "\",\"parameters\":{\"retry_after\":" + wait + "}}");
        }
        Map<String, String> options = new LinkedHashMap<>();
        p.at("/reply_markup/inline_keyboard")
                .forEach(row -> row.forEach(button -> options.put(
                        button.path("callback_data").asText(),
                        button.path("text").asText())));
        long id = messages.incrementAndGet();
        show(chat, text, options);
        return ok("{\"message_id\":" + id
                + ",\"from\":{\"id\":987654321,\"is_bot\":true,\"first_name\":\"Clerk\"},\"chat\":{\"id\":" + chat
                + ",\"type\":\"private\",\"first_name\":\"Ann\"},\"date\":"
                + Instant.now().getEpochSecond() + ",\"text\":"
                + JSON.valueToTree(text) + ",\"effect_id\":\"5\"}");
    }

    /** Thirty a second over all chats where it is switched on. @return seconds to wait */
    private synchronized int limit(String chat) {
        if (perSecond == 0) {
            return 0;
        }
        Instant since = Instant.now().minusSeconds(1);
        sent.values().forEach(times -> times.removeIf(at -> at.isBefore(since)));
        if (sent.values().stream().mapToInt(Deque::size).sum() >= perSecond) {
            return 1;
        }
        sent.computeIfAbsent(chat, somebody -> new ArrayDeque<>()).add(Instant.now());
        return 0;
    }

    /** Confirms what lies before the offset and hands out what follows, waiting a little for the first. */
    private Answer updates(JsonNode p) {
        long end = System.nanoTime()
                + 1_000_000_000L * Math.min(3, p.path("timeout").asLong());
        do {
            synchronized (waiting) {
                if (p.has("offset") && !p.path("offset").isNull()) {
                    waiting.headMap(p.path("offset").asLong(), false).clear();
                }
                if (!waiting.isEmpty()) {
                    ArrayNode list = JSON.createArrayNode();
                    waiting.values().stream().limit(p.path("limit").asInt(100)).forEach(list::add);
                    return ok(list.toString());
                }
            }
            pause(30);
        } while (System.nanoTime() < end && webhook.isEmpty());
        return ok("[]");
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer ok(String result) {
        return Answer.json(200, "{\"ok\":true,\"result\":" + result + "}");
    }

    private static Answer failure(int code, String description) {
        return Answer.json(code, "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\"}");
    }

    /** Brings an update to the bot, as it wants to have it. */
    void deliver(ObjectNode update) {
        long id = updates.incrementAndGet();
        update.put("update_id", id);
        if (webhook.isEmpty()) {
            synchronized (waiting) {
                waiting.put(id, update);
            }
            return;
        }
        push(update);
    }

    private void push(ObjectNode update) {
        RunningServer bot = server;
        if (bot == null) {
            throw new IllegalStateException("no server to push to");
        }
        byte[] body = update.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String path = URI.create(webhook).getPath();
        for (int i = 0; i < 40; i++) {
            try {
                int status = bot.post(path, body, Map.of("X-Telegram-Bot-Api-Secret-Token", SECRET));
                if (status >= 200 && status < 300) {
                    return;
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
            pause(250);
        }
        throw new IllegalStateException("an update was never taken: " + update);
    }

    /** What still waits is pushed once there is a webhook. */
    void pushWhatWaits() {
        List<ObjectNode> left;
        synchronized (waiting) {
            left = List.copyOf(waiting.values());
            waiting.clear();
        }
        left.forEach(this::push);
    }

    int stillWaiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    Chat chat(String connection, String language) {
        return new Chat(connection, language, IDS.incrementAndGet(), false);
    }

    /** A chat of the merchant's own account, in which the bot answers. */
    Chat businessChat(String connection, String language) {
        return new Chat(connection, language, IDS.incrementAndGet(), true);
    }

    final class Chat implements ShopperChat {
        private static final String BUSINESS = "bcN4Q0xT_1";
        private static final long MERCHANT = 424242;
        private final String connection;
        private final String language;
        private final long id;
        private final boolean business;
        private long lastMessage;

        Chat(String connection, String language, long id, boolean business) {
            this.business = business;
            this.connection = connection;
            this.language = language;
            this.id = id;
        }

        @Override
        public String connection() {
            return connection;
        }

        @Override
        public String chatId() {
            return business ? "biz:" + BUSINESS + ":" + id : Long.toString(id);
        }

        private ObjectNode message(long messageId) {
            ObjectNode message = object();
            lastMessage = messageId;
            message.put("message_id", messageId).put("date", Instant.now().getEpochSecond());
            if (business) {
                message.put("business_connection_id", BUSINESS);
            }
            message.putObject("from")
                    .put("id", id)
                    .put("is_bot", false)
                    .put("first_name", "Ann")
                    .put("language_code", language);
            message.putObject("chat").put("id", id).put("type", "private").put("first_name", "Ann");
            return message;
        }

        private void send(String kind, ObjectNode message) {
            ObjectNode update = object();
            update.set(business ? kind.replace("message", "business_message") : kind, message);
            deliver(update);
        }

        /** Changes what was said last, whatever became of it. */
        void editsLast(String words) {
            send(
                    "edited_message",
                    message(lastMessage)
                            .put("edit_date", Instant.now().getEpochSecond() + 1)
                            .put("text", words));
        }

        @Override
        public void says(String words) {
            send("message", message(messages.incrementAndGet()).put("text", words));
        }

        private ObjectNode photo(byte[] jpeg) {
            ObjectNode message = message(messages.incrementAndGet());
            String file = "AgACAgI" + messages.get();
            files.put("photos/" + file, jpeg);
            ArrayNode sizes = message.putArray("photo");
            sizes.addObject()
                    .put("file_id", "thumb" + file)
                    .put("file_unique_id", "t")
                    .put("width", 90)
                    .put("height", 67);
            sizes.addObject()
                    .put("file_id", file)
                    .put("file_unique_id", "f")
                    .put("width", 640)
                    .put("height", 480)
                    .put("file_size", jpeg.length);
            return message;
        }

        @Override
        public void sendsPhoto(byte[] jpeg, String words) {
            send("message", photo(jpeg).put("caption", words));
        }

        @Override
        public void sendsAlbum(List<byte[]> jpegs) {
            String group = "1344" + messages.incrementAndGet();
            jpegs.forEach(jpeg -> send("message", photo(jpeg).put("media_group_id", group)));
        }

        @Override
        public void sendsVoice(byte[] sound, String words) {
            ObjectNode message = message(messages.incrementAndGet());
            String file = "AwACAgI" + messages.get();
            files.put("photos/" + file, sound);
            message.putObject("voice")
                    .put("file_id", file)
                    .put("file_unique_id", "v")
                    .put("duration", 2)
                    .put("mime_type", "audio/ogg")
                    .put("file_size", sound.length);
            send("message", message);
        }

        @Override
        public void picks(int option) {
            List<Shown> all = shown();
            List<String> values = List.copyOf(all.get(all.size() - 1).options().keySet());
            ObjectNode query = object();
            String queryId = "4382bfdwdsb323b" + messages.incrementAndGet();
            synchronized (spinning) {
                spinning.add(queryId);
            }
            query.put("id", queryId).put("chat_instance", "-1").put("data", values.get(option));
            query.putObject("from")
                    .put("id", id)
                    .put("is_bot", false)
                    .put("first_name", "Ann")
                    .put("language_code", language);
            query.set("message", message(messages.get()).put("text", "shown before"));
            send("callback_query", query);
        }

        @Override
        public boolean saysAndEdits(String first, String second) {
            long messageId = messages.incrementAndGet();
            send("message", message(messageId).put("text", first));
            send(
                    "edited_message",
                    message(messageId)
                            .put("edit_date", Instant.now().getEpochSecond())
                            .put("text", second));
            return true;
        }

        @Override
        public boolean saysAndDeletes(String words) {
            if (!business) {
                return false;
            }
            says(words);
            ObjectNode update = object();
            ObjectNode deleted = update.putObject("deleted_business_messages").put("business_connection_id", BUSINESS);
            deleted.putObject("chat").put("id", id).put("type", "private").put("first_name", "Ann");
            deleted.putArray("message_ids").add(lastMessage);
            deliver(update);
            return true;
        }

        @Override
        public boolean staffAnswersElsewhere(String words) {
            if (!business) {
                return false;
            }
            ObjectNode message = message(messages.incrementAndGet()).put("text", words);
            message.putObject("from").put("id", MERCHANT).put("is_bot", false).put("first_name", "Owner");
            send("message", message);
            return true;
        }

        @Override
        public boolean staffLeavesElsewhere() {
            return false;
        }

        @Override
        public List<Shown> shown() {
            return shownTo(Long.toString(id));
        }
    }
}
