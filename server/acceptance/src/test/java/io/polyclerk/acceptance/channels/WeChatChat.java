package io.polyclerk.acceptance.channels;

import io.polyclerk.acceptance.channels.Platform.Shown;
import java.time.Instant;
import java.util.List;

/** A follower of the account of {@link WeChatPlatform}. */
final class WeChatChat implements ShopperChat {

    private final WeChatPlatform platform;
    private final String openId;

    WeChatChat(WeChatPlatform platform, String openId) {
        this.platform = platform;
        this.openId = openId;
    }

    @Override
    public String connection() {
        return platform.connection;
    }

    @Override
    public String chatId() {
        return openId;
    }

    /** Fields in pairs; some are wrapped in CDATA, as the platform does with words but not with numbers. */
    List<WeChatPlatform.Taken> send(String... fields) {
        StringBuilder xml = new StringBuilder(
                "<xml>\n<ToUserName><![CDATA[gh_outsider]]></ToUserName>\n<FromUserName><![CDATA[" + openId
                        + "]]></FromUserName>\n<CreateTime>" + Instant.now().getEpochSecond() + "</CreateTime>\n");
        var json = Platform.object()
                .put("ToUserName", "gh_outsider")
                .put("FromUserName", openId)
                .put("CreateTime", Instant.now().getEpochSecond());
        for (int i = 0; i < fields.length; i += 2) {
            boolean number = fields[i + 1].matches("\\d+");
            xml.append('<')
                    .append(fields[i])
                    .append('>')
                    .append(number ? fields[i + 1] : "<![CDATA[" + fields[i + 1] + "]]>");
            xml.append("</").append(fields[i]).append(">\n");
            if (number) {
                json.put(fields[i], Long.parseLong(fields[i + 1]));
            } else {
                json.put(fields[i], fields[i + 1]);
            }
        }
        return platform.push(openId, xml + "</xml>", json.toString());
    }

    private List<WeChatPlatform.Taken> message(String... fields) {
        platform.budgets.put(openId, 5);
        String[] all = java.util.Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "MsgId";
        all[fields.length + 1] = "" + WeChatPlatform.IDS.incrementAndGet();
        return send(all);
    }

    List<WeChatPlatform.Taken> text(String words) {
        return message("MsgType", "text", "Content", words);
    }

    @Override
    public void says(String words) {
        text(words);
    }

    private void image(byte[] jpeg) {
        String id = "media_" + WeChatPlatform.IDS.incrementAndGet();
        platform.files.put(id, jpeg);
        message("MsgType", "image", "PicUrl", "http://mmbiz.qpic.cn/x/0", "MediaId", id);
    }

    @Override
    public void sendsPhoto(byte[] jpeg, String words) {
        image(jpeg);
        says(words);
    }

    @Override
    public void sendsAlbum(List<byte[]> jpegs) {
        jpegs.forEach(this::image);
    }

    @Override
    public void sendsVoice(byte[] sound, String words) {
        String id = "media_" + WeChatPlatform.IDS.incrementAndGet();
        platform.files.put(id, sound);
        message("MsgType", "voice", "MediaId", id, "Format", "amr", "Recognition", words);
    }

    @Override
    public void picks(int option) {
        Shown last = shown().get(shown().size() - 1);
        if (last.options().isEmpty()) {
            says("" + (option + 1));
            return;
        }
        String id = List.copyOf(last.options().keySet()).get(option);
        message("MsgType", "text", "Content", last.options().get(id), "bizmsgmenuid", id);
    }

    void forgetsToAnswer() {
        platform.budgets.remove(openId);
    }

    @Override
    public boolean staffAnswersElsewhere(String words) {
        send("MsgType", "event", "Event", "kf_create_session", "KfAccount", "ann@shop");
        return true;
    }

    @Override
    public boolean staffLeavesElsewhere() {
        send("MsgType", "event", "Event", "kf_close_session", "KfAccount", "ann@shop");
        return true;
    }

    @Override
    public List<Shown> shown() {
        return platform.shownTo(openId);
    }
}
