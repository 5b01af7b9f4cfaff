package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountAdapterTest {

    private static final String ANN = "o-ann";
    private final Lent lent = new Lent();
    private WeChatSimulator platform;
    private AccountAdapter adapter;

    @BeforeEach
    void open() throws IOException {
        platform = new WeChatSimulator();
        platform.shopperWrites(ANN);
        adapter = official();
    }

    @AfterEach
    void close() {
        adapter.close();
        platform.close();
    }

    private AccountAdapter official() {
        return (AccountAdapter)
                new WeChatProvider().open(Connections.officialAccount(platform.address(), true), lent.context());
    }

    private AccountAdapter mini() {
        return (AccountAdapter) new WeChatProvider().open(Connections.miniProgram(platform.address()), lent.context());
    }

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
        int longest = adapter.capabilities().maxTextLength();
        adapter.send(text("k1", "字".repeat(longest)));
        adapter.send(new OutboundMessage(
                Connections.chat(ANN), "k2", choice(adapter.capabilities().maxOptions())));
        assertThat(platform.shown).hasSize(2);
        assertThat(catchThrowable(() -> adapter.send(text("k3", "字".repeat(longest + 1)))))
                .isInstanceOf(AdapterException.Unsupported.class);
    }

    private Content.Choice choice(int options) {
        var capabilities = adapter.capabilities();
        return new Content.Choice(
                "字".repeat(capabilities.maxTextLength()),
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

    @Test
    void theTokenIsKeptInTheSharedCache() {
        adapter.send(text("k1", "a"));
        official().send(text("k2", "b"));
        mini().send(text("k3", "c"));
        assertThat(platform.tokenRequests).hasValue(1);
        lent.pass(Duration.ofMinutes(114));
        adapter.send(text("k4", "d"));
        assertThat(platform.tokenRequests).hasValue(1);
        lent.pass(Duration.ofMinutes(1));
        adapter.send(text("k5", "e"));
        assertThat(platform.tokenRequests).as("five minutes before its end").hasValue(2);
    }

    @Test
    void anEndedTokenIsReplacedOnceForAllThreads() throws Exception {
        adapter.send(text("first", "hi"));
        platform.tokenEnds();
        List<String> failures = inParallel(64, i -> {
            platform.shopperWrites("o-" + i);
            adapter.send(new OutboundMessage(Connections.chat("o-" + i), "k" + i, new Content.Text("to " + i)));
            return "";
        });
        assertThat(failures).isEmpty();
        assertThat(platform.tokenRequests).hasValue(2);
        assertThat(platform.shown).hasSize(65).doesNotHaveDuplicates();
    }

    @Test
    void theFirstTokenIsFetchedOnceForAllThreads() throws Exception {
        List<String> failures = inParallel(64, i -> {
            adapter.typing(Connections.chat(ANN));
            return "";
        });
        assertThat(failures).isEmpty();
        assertThat(platform.tokenRequests).hasValue(1);
    }

    private static List<String> inParallel(int threads, java.util.function.IntFunction<String> work) throws Exception {
        List<String> failures = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> tasks = IntStream.range(0, threads)
                    .mapToObj(i -> (Callable<String>) () -> work.apply(i))
                    .toList();
            for (Future<String> result : executor.invokeAll(tasks)) {
                try {
                    result.get();
                } catch (java.util.concurrent.ExecutionException failure) {
                    failures.add(String.valueOf(failure.getCause()));
                }
            }
        }
        return failures;
    }

    @Test
    void aTokenThatIsRefusedTwiceIsNotTriedAgain() {
        adapter.typing(Connections.chat(ANN));
        platform.refusesNext(42001);
        platform.answersNext(200, "{\"access_token\":\"token-x\",\"expires_in\":7200}");
        platform.refusesNext(42001);
        assertThat(failureOfSend()).isInstanceOf(AdapterException.CredentialsRejected.class);
        assertThat(platform.count("/cgi-bin/message/custom/send")).isEqualTo(2);
        assertThat(platform.tokenRequests).hasValue(2);
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

    @Test
    void theCheckProvesTheSecretWhateverIsCached() {
        adapter.check();
        AccountAdapter wrong = (AccountAdapter) new WeChatProvider()
                .open(
                        Connections.with(
                                Connections.officialAccount(platform.address(), true), "appSecret", "wrong-secret"),
                        lent.context());
        assertThatThrownBy(wrong::check)
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageNotContaining("wrong-secret");
        platform.untrustedServer = "40164";
        assertThatThrownBy(adapter::check)
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining("trusted addresses");
        assertThat(platform.calls).isEmpty();
    }

    @Test
    void aFileIsFetchedAndAnErrorIsNotTakenForOne() throws IOException {
        platform.files.put("media-1", new byte[] {'#', '!', 'A', 'M', 'R', '\n', 0, 1});
        platform.files.put("list.json", "{\"errcode\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(read("media-1")).containsExactly('#', '!', 'A', 'M', 'R', '\n', 0, 1);
        assertThat(new String(read("list.json"), StandardCharsets.UTF_8)).isEqualTo("{\"errcode\":1}");
        assertThatThrownBy(() -> read("gone"))
                .isInstanceOf(AdapterException.Refused.class)
                .hasMessageContaining("no longer there");
        assertThat(new String(read("video"), StandardCharsets.UTF_8)).isEqualTo("a video");
    }

    @Test
    void aFileIsFetchedWithAnotherTokenWhenTheFirstHasEnded() throws IOException {
        platform.files.put("media-1", new byte[] {1});
        adapter.check();
        platform.tokenEnds();
        assertThat(read("media-1")).containsExactly(1);
        platform.answersNext(503, "");
        assertThatThrownBy(() -> read("media-1"))
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        unavailable -> assertThat(unavailable.mayHaveHappened()).isFalse());
        platform.answersNext(200, "{\"strange\":1}");
        assertThatThrownBy(() -> read("media-1")).isInstanceOf(AdapterException.Unavailable.class);
    }

    private byte[] read(String id) throws IOException {
        try (InputStream file = adapter.open(MediaRef.of(id))) {
            return file.readAllBytes();
        }
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

    private static OutboundMessage text(String key, String words) {
        return new OutboundMessage(Connections.chat(ANN), key, new Content.Text(words));
    }

    private Throwable failureOfSend() {
        return catchThrowable(() -> adapter.send(text("k", "hi")));
    }

    private void assertUnavailable(boolean mayHaveHappened) {
        assertThat(failureOfSend())
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        unavailable -> assertThat(unavailable.mayHaveHappened()).isEqualTo(mayHaveHappened));
    }
}
