package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.tck.ChannelAdapterTck;
import io.polyclerk.tck.PlatformAnswer;
import io.polyclerk.tck.StubPlatform;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The door of an official account in secure mode. */
class WeChatTckTest extends ChannelAdapterTck {

    @Override
    public String adapterId() {
        return "wechat";
    }

    @Override
    public Connection connection(URI platform) {
        return Connections.officialAccount(platform.toString(), true);
    }

    @Override
    public void prepare(StubPlatform platform) {
        platform.always(
                "/cgi-bin/stable_token", PlatformAnswer.json(200, "{\"access_token\":\"tok-1\",\"expires_in\":7200}"));
    }

    @Override
    public WebhookRequest genuine(byte[] body) {
        return Pushes.encrypted(new String(body, StandardCharsets.UTF_8), WeChatSimulator.APP_ID, Lent.START);
    }

    @Override
    public WebhookRequest forged(byte[] body) {
        return Pushes.with(genuine(body), "msg_signature", "0".repeat(40));
    }

    @Override
    public Optional<Handshake> handshake() {
        return Optional.of(new Handshake(Pushes.handshake("437512", Lent.START), "437512"));
    }

    @Override
    public byte[] textUpdate(String text) {
        return push(
                "text",
                "<Content><![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]></Content><MsgId>1</MsgId>");
    }

    @Override
    public Optional<byte[]> unknownUpdate() {
        return Optional.of(push("hologram", "<Depth>3</Depth><MsgId>2</MsgId>"));
    }

    private static byte[] push(String type, String fields) {
        return ("<xml><ToUserName>gh_1</ToUserName><FromUserName>o-ann</FromUserName><CreateTime>1763805600</CreateTime><MsgType>"
                        + type + "</MsgType>" + fields + "</xml>")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String chatId() {
        return "o-ann";
    }

    @Override
    public PlatformAnswer.Answer sent() {
        return PlatformAnswer.json(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
    }

    @Override
    public Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors() {
        return Map.of(
                error(48004), AdapterException.CredentialsRejected.class,
                error(40164), AdapterException.CredentialsRejected.class,
                error(45015), AdapterException.Refused.class,
                error(45047), AdapterException.Refused.class,
                error(40003), AdapterException.Refused.class,
                error(45011), AdapterException.RateLimited.class,
                error(45009), AdapterException.RateLimited.class,
                error(-1), AdapterException.Unavailable.class);
    }

    /** This platform's errors come with status 200 and quote the one who was written to. */
    private static PlatformAnswer.Answer error(int code) {
        return PlatformAnswer.json(200, "{\"errcode\":" + code + ",\"errmsg\":\"refused rid: 6543a1b2-1c\"}");
    }
}
