package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Polling.Batch;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A customer service account on the simulated platform. */
abstract class OpenCustomerService {

    static final String CAT = "wm-cat";
    static final String SYNC = "/cgi-bin/kf/sync_msg";
    static final Duration SOON = Duration.ofMillis(20);
    final Lent lent = new Lent();
    WeChatSimulator platform;
    CustomerServiceAdapter adapter;

    @BeforeEach
    void open() throws IOException {
        platform = new WeChatSimulator();
        platform.shopperWrites(CAT);
        adapter = opened();
    }

    @AfterEach
    void close() {
        adapter.close();
        platform.close();
    }

    CustomerServiceAdapter opened() {
        return (CustomerServiceAdapter)
                new WeChatProvider().open(Connections.customerService(platform.address()), lent.context());
    }

    WebhookRequest push(String token) {
        return push(token, WeChatSimulator.OPEN_KF_ID);
    }

    WebhookRequest push(String token, String openKfId) {
        platform.callbackTokens.add(token);
        String body = "<xml><ToUserName><![CDATA[ww1234567890]]></ToUserName><CreateTime>1348831860</CreateTime>"
                + "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event>"
                + "<Token><![CDATA[" + token + "]]></Token><OpenKfId><![CDATA[" + openKfId + "]]></OpenKfId></xml>";
        return Pushes.encrypted(body, WeChatSimulator.CORP_ID, lent.instant());
    }

    void shopperSays(String... words) {
        for (String text : words) {
            JsonObject item = JsonParser.parseString("{\"open_kfid\":\"wkAAA\",\"external_userid\":\"wm-cat\","
                            + "\"send_time\":1763805600,\"origin\":3,\"msgtype\":\"text\",\"text\":{}}")
                    .getAsJsonObject();
            item.addProperty("msgid", "m-" + text);
            item.getAsJsonObject("text").addProperty("content", text);
            platform.weComMessages.add(item);
        }
    }

    static List<String> words(Batch batch) {
        return batch.events().stream()
                .map(event -> ((ChannelEvent.MessageReceived) event)
                        .message()
                        .contents()
                        .get(0))
                .map(content -> ((Content.Text) content).text())
                .toList();
    }

    static OutboundMessage text(String key, String words) {
        return message(key, new Content.Text(words));
    }

    static OutboundMessage message(String key, Content content) {
        return new OutboundMessage(Connections.chat(CAT), key, content);
    }

    final Throwable failureOfSend() {
        return catchThrowable(() -> adapter.send(text("k", "hi")));
    }
}
