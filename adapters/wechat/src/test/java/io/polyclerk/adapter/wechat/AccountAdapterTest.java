package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountAdapterTest extends OpenAccount {

    @Test
    void openingAndReceivingMakesNoCall() {
        adapter.receive(Pushes.encrypted("<xml><MsgType>text</MsgType></xml>", WeChatSimulator.APP_ID, Lent.START));
        adapter.receive(Pushes.handshake("1", Lent.START));
        mini();
        assertThat(platform.calls).isEmpty();
        assertThat(platform.tokenRequests).hasValue(0);
    }

    @Test
    void theHandshakeIsAnsweredWithItsEcho() {
        assertThat(adapter.receive(Pushes.handshake("437512", Lent.START)))
                .isEqualTo(new WebhookOutcome.Accepted<ChannelEvent>(List.of(), WebhookAnswer.text("437512")));
    }

    @Test
    void aForgedRequestIsRejected() {
        WebhookRequest forged = Pushes.with(Pushes.handshake("437512", Lent.START), "signature", "0".repeat(40));
        assertThat(adapter.receive(forged))
                .isInstanceOfSatisfying(
                        WebhookOutcome.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(401));
    }

    @Test
    void thePlainModeIsUnderstood() {
        AccountAdapter plain = (AccountAdapter)
                new WeChatProvider().open(Connections.officialAccount(platform.address(), false), lent.context());
        String body = "<xml><FromUserName>o-ann</FromUserName><CreateTime>1763805600</CreateTime>"
                + "<MsgType>text</MsgType><Content>hi</Content><MsgId>1</MsgId></xml>";
        assertThat(plain.receive(Pushes.plain(body, Lent.START)))
                .isInstanceOfSatisfying(
                        WebhookOutcome.Accepted.class,
                        accepted -> assertThat(accepted.events()).hasSize(1));
    }

    @Test
    void oneMessageOfTwoSendersIsTwoMessages() {
        assertThat(messageId("o-ann", "<MsgId>7</MsgId>")).isNotEqualTo(messageId("o-bob", "<MsgId>7</MsgId>"));
        assertThat(messageId("o-ann", "<MsgId>7</MsgId>")).isNotEqualTo(messageId("o-ann", "<MsgId>8</MsgId>"));
        assertThat(messageId("o-ann", "<MsgId>7</MsgId>")).isEqualTo(messageId("o-ann", "<MsgId>7</MsgId>"));
        assertThat(messageId("o-ann", "")).isEqualTo(messageId("o-ann", ""));
    }

    private String messageId(String sender, String id) {
        String body = "<xml><FromUserName>" + sender + "</FromUserName><CreateTime>1763805600</CreateTime>"
                + "<MsgType>text</MsgType><Content>hi</Content>" + id + "</xml>";
        WebhookOutcome.Accepted<ChannelEvent> accepted = (WebhookOutcome.Accepted<ChannelEvent>)
                adapter.receive(Pushes.encrypted(body, WeChatSimulator.APP_ID, Lent.START));
        return ((ChannelEvent.MessageReceived) accepted.events().get(0))
                .message()
                .messageId();
    }

    @Test
    void aGenuinePushThatSaysNothingIsAccepted() {
        for (String body : List.of("<xml/>", "<xml><MsgType>text</MsgType></xml>", "<xml><FromUserName/></xml>")) {
            assertThat(adapter.receive(Pushes.encrypted(body, WeChatSimulator.APP_ID, Lent.START)))
                    .isEqualTo(new WebhookOutcome.Accepted<ChannelEvent>(List.of(), WebhookAnswer.text("success")));
        }
    }

    @Test
    void aBentTimeIsTheTimeOfArrival() {
        for (String time : List.of("", "soon", "9223372036854775807")) {
            String body = "<xml><FromUserName>o-ann</FromUserName><CreateTime>" + time
                    + "</CreateTime><MsgType>text</MsgType><Content>hi</Content></xml>";
            WebhookOutcome.Accepted<ChannelEvent> accepted = (WebhookOutcome.Accepted<ChannelEvent>)
                    adapter.receive(Pushes.encrypted(body, WeChatSimulator.APP_ID, Lent.START));
            assertThat(((ChannelEvent.MessageReceived) accepted.events().get(0))
                            .message()
                            .sentAt())
                    .isEqualTo(Lent.START);
        }
    }

    @Test
    void aPersonWhoClosesTheirSessionLetsTheBotComeBack() {
        String body = "<xml><FromUserName>o-ann</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType>"
                + "<Event>kf_close_session</Event><KfAccount>ann@shop</KfAccount></xml>";
        WebhookOutcome<ChannelEvent> taken =
                adapter.receive(Pushes.encrypted(body, WeChatSimulator.APP_ID, Lent.START));
        assertThat(((WebhookOutcome.Accepted<ChannelEvent>) taken).events())
                .singleElement()
                .isInstanceOf(ChannelEvent.AgentLeft.class);
    }

    @Test
    void theMenuIsOfferedWhereThereIsNone() {
        adapter.register(URI.create("https://bot.example/hooks/wx1"));
        assertThat(platform.menu).contains("intent:track_order", "人工客服");
        adapter.register(URI.create("https://bot.example/hooks/wx1"));
        adapter.unregister();
        assertThat(platform.menu).isEmpty();
        adapter.unregister();
    }

    @Test
    void aMerchantsOwnMenuIsLeftAlone() {
        String own = "{\"button\":[{\"type\":\"view\",\"name\":\"Shop\",\"url\":\"https://shop.example\"}]}";
        platform.menu = own;
        adapter.register(URI.create("https://bot.example/hooks/wx1"));
        adapter.unregister();
        assertThat(platform.menu).isEqualTo(own);
        assertThat(platform.count("/cgi-bin/menu/create")).isZero();
    }

    @Test
    void miniProgramsHaveNoMenu() {
        mini().register(URI.create("https://bot.example/hooks/wx1"));
        mini().unregister();
        assertThat(platform.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"door", "appId", "appSecret", "token"})
    void aMissingSettingIsNamed(String name) {
        Connection connection = Connections.without(Connections.officialAccount(platform.address(), true), name);
        assertThatThrownBy(() -> new WeChatProvider().open(connection, lent.context()))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "door,window",
        "apiBase,no address",
        "apiBase,ftp://files.example",
        "apiBase,https://",
        "encodingAesKey,short"
    })
    void aBentSettingIsNamed(String name, String value) {
        Connection connection = Connections.with(Connections.officialAccount(platform.address(), true), name, value);
        assertThatThrownBy(() -> new WeChatProvider().open(connection, lent.context()))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining(name);
    }

    @Test
    void aSlashAfterTheAddressDoesNoHarm() {
        AccountAdapter slashed = (AccountAdapter)
                new WeChatProvider().open(Connections.officialAccount(platform.address() + "/", true), lent.context());
        slashed.send(text("k", "hi"));
        assertThat(platform.shown).containsExactly("hi");
    }
}
