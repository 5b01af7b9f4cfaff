package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.acceptance.channels.Platform.Shown;
import java.time.Instant;
import java.util.List;

/** A shopper who talks to the customer service of {@link WeComPlatform}. */
final class WeComChat implements ShopperChat {

    private final WeComPlatform platform;
    private final String id;

    WeComChat(WeComPlatform platform, String id) {
        this.platform = platform;
        this.id = id;
    }

    @Override
    public String connection() {
        return platform.connection;
    }

    @Override
    public String chatId() {
        return id;
    }

    /** Without telling anybody. */
    void writes(String words) {
        platform.budgets.put(id, 5);
        platform.add(id, 3, "text", Platform.object().put("content", words));
    }

    private void media(String type, byte[] content) {
        String file = "2iSLeVyqzk4eX0IB5kTi9Ljfa2rt9" + WeComPlatform.IDS.incrementAndGet();
        platform.files.put(file, content);
        platform.budgets.put(id, 5);
        platform.add(id, 3, type, Platform.object().put("media_id", file));
    }

    @Override
    public void says(String words) {
        writes(words);
        platform.ring();
    }

    @Override
    public void sendsPhoto(byte[] jpeg, String words) {
        media("image", jpeg);
        writes(words);
        platform.ring();
    }

    @Override
    public void sendsAlbum(List<byte[]> jpegs) {
        jpegs.forEach(jpeg -> media("image", jpeg));
        platform.ring();
    }

    @Override
    public void sendsVoice(byte[] sound, String words) {
        media("voice", sound);
        platform.ring();
    }

    @Override
    public void picks(int option) {
        Shown last = shown().get(shown().size() - 1);
        String value = List.copyOf(last.options().keySet()).get(option);
        platform.budgets.put(id, 5);
        platform.add(
                id,
                3,
                "text",
                Platform.object().put("content", last.options().get(value)).put("menu_id", value));
        platform.ring();
    }

    @Override
    public boolean saysAndDeletes(String words) {
        writes(words);
        String said = platform.log.get(platform.log.size() - 1).path("msgid").asText();
        event(Platform.object()
                .put("event_type", "user_recall_msg")
                .put("open_kfid", WeComPlatform.KF)
                .put("external_userid", id)
                .put("recall_msgid", said));
        platform.ring();
        return true;
    }

    private void event(ObjectNode event) {
        ObjectNode item = Platform.object().put("msgid", "kfevent" + WeComPlatform.IDS.incrementAndGet());
        item.put("send_time", Instant.now().getEpochSecond())
                .put("origin", 4)
                .put("msgtype", "event")
                .set("event", event);
        platform.log.add(item);
    }

    @Override
    public boolean staffAnswersElsewhere(String words) {
        platform.states.put(id, 3);
        event(Platform.object()
                .put("event_type", "session_status_change")
                .put("open_kfid", WeComPlatform.KF)
                .put("external_userid", id)
                .put("change_type", 1)
                .put("new_servicer_userid", "ann"));
        platform.add(id, 5, "text", Platform.object().put("content", words));
        platform.ring();
        return true;
    }

    @Override
    public boolean staffLeavesElsewhere() {
        platform.states.put(id, 0);
        event(Platform.object()
                .put("event_type", "session_status_change")
                .put("open_kfid", WeComPlatform.KF)
                .put("external_userid", id)
                .put("change_type", 3)
                .put("old_servicer_userid", "ann")
                .put("msg_code", "c"));
        platform.ring();
        return true;
    }

    @Override
    public List<Shown> shown() {
        return platform.shownTo(id);
    }
}
