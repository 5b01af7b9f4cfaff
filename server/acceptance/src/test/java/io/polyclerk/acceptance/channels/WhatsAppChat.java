package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.acceptance.channels.Platform.Shown;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** A shopper who writes to the number of {@link WhatsAppPlatform}. */
final class WhatsAppChat implements ShopperChat {

    private final WhatsAppPlatform platform;
    private final WhatsAppPlatform.Person person;

    WhatsAppChat(WhatsAppPlatform platform, WhatsAppPlatform.Person person) {
        this.platform = platform;
        this.person = person;
    }

    String phone() {
        return person.phone();
    }

    @Override
    public String connection() {
        return platform.connection;
    }

    @Override
    public String chatId() {
        return person.userId();
    }

    private String newId() {
        return "wamid.HBgLNDkxNQ" + WhatsAppPlatform.IDS.incrementAndGet() + "==";
    }

    private ObjectNode message(String id, String type) {
        ObjectNode message = Platform.object();
        message.put("from", person.phone())
                .put("id", id)
                .put("timestamp", "" + Instant.now().getEpochSecond())
                .put("type", type);
        return message;
    }

    private void send(ObjectNode... messages) {
        platform.countInbound(person);
        ObjectNode value = WhatsAppPlatform.value();
        ObjectNode contact = value.putArray("contacts").addObject();
        contact.putObject("profile").put("name", "Ann");
        contact.put("wa_id", person.phone()).put("user_id", person.userId());
        ArrayNode list = value.putArray("messages");
        List.of(messages).forEach(list::add);
        platform.push("messages", value);
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
        String id = "77" + WhatsAppPlatform.IDS.incrementAndGet();
        platform.files.put(id, content);
        ObjectNode message = message(newId(), type);
        message.putObject(type)
                .put("id", id)
                .put("mime_type", mimeType)
                .put("sha256", Base64.getEncoder().encodeToString(WhatsAppPlatform.digest(content)));
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
    public boolean staffAnswersElsewhere(String words) {
        ObjectNode value = WhatsAppPlatform.value();
        ObjectNode echo = value.putArray("message_echoes").addObject();
        echo.put("from", "15550142222").put("to", person.phone()).put("id", newId());
        echo.put("timestamp", "" + Instant.now().getEpochSecond())
                .put("type", "text")
                .putObject("text")
                .put("body", words);
        platform.push("smb_message_echoes", value);
        return true;
    }

    @Override
    public List<Shown> shown() {
        return platform.shownTo(person.phone());
    }
}
