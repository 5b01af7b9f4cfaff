package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What accounts say, and what becomes of it. */
class AccountSendingTest extends OpenAccount {

    @Test
    void textIsSentOnceAndAsItIs() {
        Receipt receipt = adapter.send(text("key-1", "<b>it's</b> \"1 & 2\" = 你好 😀\nأهلا"));
        assertThat(receipt.messageId()).isEqualTo("key-1");
        assertThat(platform.shown).containsExactly("<b>it's</b> \"1 & 2\" = 你好 😀\nأهلا");
        assertThat(platform.calls)
                .singleElement()
                .satisfies(call -> assertThat(call).startsWith("/cgi-bin/message/custom/send {\"touser\":\"o-ann\""));
    }

    @Test
    void optionsBecomeAMenu() {
        adapter.send(new OutboundMessage(
                Connections.chat(ANN),
                "key-1",
                new Content.Choice("哪一个？", List.of(new Option("intent:a", "一"), new Option("intent:b", "二")))));
        assertThat(platform.shown).containsExactly("哪一个？ [intent:a=一] [intent:b=二]");
    }

    @Test
    void theLongestDeclaredTextAndChoiceAreTaken() {
        int longest = adapter.capabilities().maxTextBytes() / 3;
        adapter.send(text("k1", "字".repeat(longest)));
        adapter.send(new OutboundMessage(
                Connections.chat(ANN), "k2", choice(adapter.capabilities().maxOptions())));
        adapter.send(text("k3", "a".repeat(adapter.capabilities().maxTextBytes())));
        assertThat(platform.shown).hasSize(3);
        assertThat(catchThrowable(() -> adapter.send(text("k4", "字".repeat(longest + 1)))))
                .isInstanceOf(AdapterException.Unsupported.class);
    }

    private Content.Choice choice(int options) {
        var capabilities = adapter.capabilities();
        return new Content.Choice(
                "字".repeat(capabilities.maxTextBytes() / 3),
                IntStream.range(0, options)
                        .mapToObj(i -> new Option(
                                String.valueOf(i)
                                        .repeat(capabilities.maxOptionValueBytes() / 2)
                                        .substring(0, 10),
                                "字".repeat(capabilities.maxOptionLength())))
                        .toList());
    }

    @Test
    void miniProgramsSendTextOnly() {
        AccountAdapter mini = mini();
        assertThat(mini.capabilities().maxOptions()).isZero();
        mini.send(text("k", "hi"));
        assertThat(platform.shown).containsExactly("hi");
        int before = platform.calls.size();
        assertThatThrownBy(() -> mini.send(new OutboundMessage(Connections.chat(ANN), "k", choice(1))))
                .isInstanceOf(AdapterException.Unsupported.class);
        assertThat(platform.calls).hasSize(before);
    }

    @Test
    void whatIsNotDeclaredIsRefusedBeforeAnyCall() {
        List<Content> undeclared = List.of(
                new Content.Unsupported("x"),
                new Content.Location(1, 2, null),
                new Content.Card("a", null, null, List.of()),
                new Content.Media(io.polyclerk.spi.message.MediaKind.IMAGE, MediaRef.of("m"), null),
                new Content.Selection("a", "b"),
                new Content.PhoneNumber("+49", true),
                choice(11));
        for (Content content : undeclared) {
            assertThatThrownBy(() -> adapter.send(new OutboundMessage(Connections.chat(ANN), "k", content)))
                    .isInstanceOf(AdapterException.Unsupported.class);
        }
        assertThat(platform.calls).isEmpty();
        assertThat(platform.tokenRequests).hasValue(0);
    }

    @Test
    void theLawIsDeclaredAndThePlatformKeepsIt() {
        assertThat(adapter.capabilities().law().replyWindow()).isEqualTo(Duration.ofHours(48));
        int budget = adapter.capabilities().law().messagesPerWindow();
        for (int i = 0; i < budget; i++) {
            adapter.send(text("k" + i, "hi"));
        }
        assertThat(failureOfSend()).isInstanceOf(AdapterException.Refused.class).hasMessageContaining("45047");
        platform.windowCloses(ANN);
        assertThat(failureOfSend()).isInstanceOf(AdapterException.Refused.class).hasMessageContaining("45015");
    }

    @ParameterizedTest
    @CsvSource({
        "-1,Unavailable",
        "40001,CredentialsRejected",
        "40014,CredentialsRejected",
        "42001,CredentialsRejected",
        "40013,CredentialsRejected",
        "40125,CredentialsRejected",
        "40164,CredentialsRejected",
        "48004,CredentialsRejected",
        "50002,CredentialsRejected",
        "45009,RateLimited",
        "45011,RateLimited",
        "45015,Refused",
        "45047,Refused",
        "45002,Refused",
        "40003,Refused",
        "43004,Refused",
        "48002,Refused",
        "40200,Refused",
        "12345,Refused"
    })
    void errorsAreSortedByWhatHappensNext(int code, String kind) {
        adapter.typing(Connections.chat(ANN));
        platform.refusesNext(code);
        if (kind.equals("CredentialsRejected") && List.of(40001, 40014, 42001).contains(code)) {
            platform.tokenEnds();
            platform.answersNext(200, "{\"access_token\":\"token-other\",\"expires_in\":7200}");
            platform.refusesNext(code);
        }
        int before = platform.calls.size();
        Throwable failure = failureOfSend();
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure)
                .hasMessageContaining(String.valueOf(code))
                .hasMessageContaining("1645025097593810238423219")
                .hasMessageNotContaining("o-secret-person")
                .hasMessageNotContaining("token");
        assertThat(platform.calls.size() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void anAccountWithoutTheApiAnswersInTheAnswerFromThenOn() throws Exception {
        assertThat(adapter.lawOf(Connections.chat(ANN)).replyWindow()).isEqualTo(Duration.ofHours(48));
        adapter.typing(Connections.chat(ANN));
        platform.refusesNext(48001);
        assertThat(failureOfSend()).isInstanceOf(AdapterException.RateLimited.class);
        assertThat(adapter.lawOf(Connections.chat(ANN))).isEqualTo(PassiveReplies.LAW);
        assertThat(adapter.capabilities().maxOptions()).isZero();
        String body = "<xml><ToUserName>gh_1</ToUserName><FromUserName>" + ANN
                + "</FromUserName><CreateTime>1763805600</CreateTime>"
                + "<MsgType>text</MsgType><MsgId>7</MsgId><Content>hi</Content></xml>";
        WebhookRequest push = Pushes.encrypted(body, WeChatSimulator.APP_ID, lent.instant());
        WebhookOutcome.Accepted<ChannelEvent> taken = (WebhookOutcome.Accepted<ChannelEvent>) adapter.receive(push);
        try (ExecutorService platformWaits = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<WebhookAnswer> answer =
                    platformWaits.submit(() -> adapter.answer(push, taken.events(), taken.answer()));
            Throwable notYet = failureOfSend();
            while (notYet instanceof AdapterException.RateLimited) {
                Thread.sleep(2);
                notYet = failureOfSend();
            }
            assertThat(notYet).isNull();
            String encrypted =
                    WeChatFields.read(answer.get().body()).orElseThrow().get("Encrypt");
            String xml = new WxCryptUtil(Pushes.TOKEN, Pushes.AES_KEY, WeChatSimulator.APP_ID).decrypt(encrypted);
            assertThat(WeChatFields.read(xml).orElseThrow())
                    .containsEntry("ToUserName", ANN)
                    .containsEntry("FromUserName", "gh_1")
                    .containsEntry("MsgType", "text")
                    .containsKey("Content");
        }
        assertThat(platform.count("/cgi-bin/message/custom/send")).isEqualTo(1);
    }

    @Test
    void whoInsistsOnTheApiIsToldThatTheAccountHasNone() {
        AccountAdapter insisting = (AccountAdapter) new WeChatProvider()
                .open(
                        Connections.with(Connections.officialAccount(platform.address(), true), "replies", "api"),
                        lent.context());
        platform.answersNext(200, "{\"access_token\":\"token-x\",\"expires_in\":7200}");
        platform.refusesNext(48001);
        assertThatThrownBy(
                        () -> insisting.send(new OutboundMessage(Connections.chat(ANN), "k", new Content.Text("hi"))))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining("customer service API");
    }

    @Test
    void aTextThatEndsASectionStaysWhole() {
        String hostile = "a ]]> b ]]]]>> <xml> & c";
        String xml = PassiveMessage.xml("o-ann", "gh_1", Lent.START, hostile);
        assertThat(WeChatFields.read(xml).orElseThrow()).containsEntry("Content", hostile);
    }

    @Test
    void theDailyQuotaReturnsAtMidnightInBeijing() {
        adapter.typing(Connections.chat(ANN));
        platform.refusesNext(45009);
        assertThat(failureOfSend())
                .isInstanceOfSatisfying(
                        AdapterException.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofHours(6)));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 301, 204})
    void aBrokenPlatformMayHaveDoneIt(int status) {
        adapter.typing(Connections.chat(ANN));
        platform.answersNext(status, "");
        assertUnavailable(true);
    }

    @Test
    void nonsenseAndResetsMayHaveHappened() {
        adapter.typing(Connections.chat(ANN));
        for (String nonsense : List.of("<html>", "[]", "", "null", "{\"errcode\":\"many\"}")) {
            platform.answersNext(200, nonsense);
            assertUnavailable(true);
        }
        platform.answersNext(0, "");
        assertUnavailable(true);
        platform.cutsNext();
        assertUnavailable(true);
        assertThat(platform.shown).isEmpty();
    }

    @Test
    void whatFailsBeforeTheMessageCannotHaveSentIt() {
        platform.answersNext(500, "");
        assertUnavailable(false);
        platform.refusesNext(-1);
        assertUnavailable(false);
        platform.answersNext(200, "{\"expires_in\":7200}");
        assertUnavailable(false);
        platform.answersNext(0, "");
        assertUnavailable(false);
        assertThat(platform.calls).isEmpty();
    }

    @Test
    void aRefusedConnectionCannotHaveHappened() {
        adapter.typing(Connections.chat(ANN));
        platform.close();
        assertUnavailable(false);
    }

    @Test
    void tooManyRequestsSayHowLongToWait() {
        adapter.typing(Connections.chat(ANN));
        platform.limitsNext("17");
        assertThat(failureOfSend())
                .isInstanceOfSatisfying(
                        AdapterException.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
        platform.limitsNext("tomorrow");
        assertThat(failureOfSend())
                .isInstanceOfSatisfying(
                        AdapterException.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(10)));
    }
}
