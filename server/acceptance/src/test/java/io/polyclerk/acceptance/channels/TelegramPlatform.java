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

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Deque<Instant>> sent = new ConcurrentHashMap<>();
    private final AtomicLong updates = new AtomicLong(880_000_000);
    final AtomicLong messages = new AtomicLong(40);
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

    TelegramChat chat(String connection, String language) {
        return new TelegramChat(this, connection, language, IDS.incrementAndGet(), false);
    }

    /** A chat of the merchant's own account, in which the bot answers. */
    TelegramChat businessChat(String connection, String language) {
        return new TelegramChat(this, connection, language, IDS.incrementAndGet(), true);
    }
}
