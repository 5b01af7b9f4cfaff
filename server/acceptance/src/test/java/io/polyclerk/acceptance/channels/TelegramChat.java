package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.acceptance.channels.Platform.Shown;
import java.time.Instant;
import java.util.List;

/** A shopper in a private chat with the bot of {@link TelegramPlatform}, or with the merchant's own account for which the bot answers. */
final class TelegramChat implements ShopperChat {
    private static final String BUSINESS = "bcN4Q0xT_1";
    private static final long MERCHANT = 424242;

    private final TelegramPlatform platform;
    private final String connection;
    private final String language;
    private final long id;
    private final boolean business;
    private long lastMessage;

    TelegramChat(TelegramPlatform platform, String connection, String language, long id, boolean business) {
        this.platform = platform;
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
        ObjectNode message = Platform.object();
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
        ObjectNode update = Platform.object();
        update.set(business ? kind.replace("message", "business_message") : kind, message);
        platform.deliver(update);
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
        send("message", message(platform.messages.incrementAndGet()).put("text", words));
    }

    private ObjectNode photo(byte[] jpeg) {
        ObjectNode message = message(platform.messages.incrementAndGet());
        String file = "AgACAgI" + platform.messages.get();
        platform.files.put("photos/" + file, jpeg);
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
        String group = "1344" + platform.messages.incrementAndGet();
        jpegs.forEach(jpeg -> send("message", photo(jpeg).put("media_group_id", group)));
    }

    @Override
    public void sendsVoice(byte[] sound, String words) {
        ObjectNode message = message(platform.messages.incrementAndGet());
        String file = "AwACAgI" + platform.messages.get();
        platform.files.put("photos/" + file, sound);
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
        ObjectNode query = Platform.object();
        String queryId = "4382bfdwdsb323b" + platform.messages.incrementAndGet();
        synchronized (platform.spinning) {
            platform.spinning.add(queryId);
        }
        query.put("id", queryId).put("chat_instance", "-1").put("data", values.get(option));
        query.putObject("from")
                .put("id", id)
                .put("is_bot", false)
                .put("first_name", "Ann")
                .put("language_code", language);
        query.set("message", message(platform.messages.get()).put("text", "shown before"));
        send("callback_query", query);
    }

    @Override
    public boolean saysAndEdits(String first, String second) {
        long messageId = platform.messages.incrementAndGet();
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
        ObjectNode update = Platform.object();
        ObjectNode deleted = update.putObject("deleted_business_messages").put("business_connection_id", BUSINESS);
        deleted.putObject("chat").put("id", id).put("type", "private").put("first_name", "Ann");
        deleted.putArray("message_ids").add(lastMessage);
        platform.deliver(update);
        return true;
    }

    @Override
    public boolean staffAnswersElsewhere(String words) {
        if (!business) {
            return false;
        }
        ObjectNode message = message(platform.messages.incrementAndGet()).put("text", words);
        message.putObject("from").put("id", MERCHANT).put("is_bot", false).put("first_name", "Owner");
        send("message", message);
        return true;
    }

    @Override
    public List<Shown> shown() {
        return platform.shownTo(Long.toString(id));
    }
}
