package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Polling.Batch;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerServiceAdapterTest {

    private static final String CAT = "wm-cat";
    private static final String SYNC = "/cgi-bin/kf/sync_msg";
    private static final Duration SOON = Duration.ofMillis(20);
    private final Lent lent = new Lent();
    private WeChatSimulator platform;
    private CustomerServiceAdapter adapter;

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

    private CustomerServiceAdapter opened() {
        return (CustomerServiceAdapter)
                new WeChatProvider().open(Connections.customerService(platform.address()), lent.context());
    }

    private WebhookRequest push(String token) {
        return push(token, WeChatSimulator.OPEN_KF_ID);
    }

    private WebhookRequest push(String token, String openKfId) {
        platform.callbackTokens.add(token);
        String body = "<xml><ToUserName><![CDATA[ww1234567890]]></ToUserName><CreateTime>1348831860</CreateTime>"
                + "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event>"
                + "<Token><![CDATA[" + token + "]]></Token><OpenKfId><![CDATA[" + openKfId + "]]></OpenKfId></xml>";
        return Pushes.encrypted(body, WeChatSimulator.CORP_ID, lent.instant());
    }

    private void shopperSays(String... words) {
        for (String text : words) {
            JsonObject item = JsonParser.parseString("{\"open_kfid\":\"wkAAA\",\"external_userid\":\"wm-cat\","
                            + "\"send_time\":1763805600,\"origin\":3,\"msgtype\":\"text\",\"text\":{}}")
                    .getAsJsonObject();
            item.addProperty("msgid", "m-" + text);
            item.getAsJsonObject("text").addProperty("content", text);
            platform.weComMessages.add(item);
        }
    }

    private static List<String> words(Batch batch) {
        return batch.events().stream()
                .map(event -> ((ChannelEvent.MessageReceived) event)
                        .message()
                        .contents()
                        .get(0))
                .map(content -> ((Content.Text) content).text())
                .toList();
    }

    @Test
    void aPushHoldsNothingAndMakesNoCall() {
        assertThat(adapter.receive(push("t1")))
                .isEqualTo(new WebhookOutcome.Accepted<ChannelEvent>(List.of(), WebhookAnswer.text("success")));
        assertThat(adapter.receive(Pushes.encryptedHandshake("161614", WeChatSimulator.CORP_ID, Lent.START)))
                .isEqualTo(new WebhookOutcome.Accepted<ChannelEvent>(List.of(), WebhookAnswer.text("161614")));
        assertThat(platform.calls).isEmpty();
        assertThat(platform.tokenRequests).hasValue(0);
        assertThat(adapter.pollingWanted()).isTrue();
    }

    @Test
    void aForgedPushIsRejected() {
        assertThat(adapter.receive(Pushes.with(push("t1"), "msg_signature", "0".repeat(40))))
                .isInstanceOf(WebhookOutcome.Rejected.class);
        assertThat(adapter.receive(Pushes.plain("<xml><MsgType>event</MsgType></xml>", Lent.START)))
                .isInstanceOf(WebhookOutcome.Rejected.class);
    }

    @Test
    void whatWaitsIsFetchedAtStartAndThenOnlyOnNews() {
        shopperSays("a", "b");
        Batch first = adapter.poll(null, Duration.ZERO);
        assertThat(words(first)).containsExactly("a", "b");
        assertThat(first.nextCursor()).isEqualTo("c2");
        shopperSays("c");
        assertThat(adapter.poll("c2", SOON)).isEqualTo(new Batch(List.of(), null));
        assertThat(platform.count(SYNC)).as("without a push").isEqualTo(1);
        adapter.receive(push("t1"));
        assertThat(words(adapter.poll("c2", SOON))).containsExactly("c");
        assertThat(platform.calls.get(1)).contains("\"cursor\":\"c2\"", "\"token\":\"t1\"");
        assertThat(adapter.poll("c3", SOON).events()).isEmpty();
        assertThat(platform.count(SYNC)).isEqualTo(2);
    }

    @Test
    void aWaitingPollIsWokenByAPush() throws Exception {
        adapter.poll(null, Duration.ZERO);
        CompletableFuture<Batch> waiting =
                CompletableFuture.supplyAsync(() -> adapter.poll("c0", Duration.ofSeconds(30)));
        shopperSays("a");
        adapter.receive(push("t1"));
        assertThat(words(waiting.get(5, TimeUnit.SECONDS))).containsExactly("a");
    }

    @Test
    void aPushThatReachesAnotherNodeWakesThePoller() throws Exception {
        adapter.poll(null, Duration.ZERO);
        CustomerServiceAdapter otherNode = opened();
        CompletableFuture<Batch> waiting =
                CompletableFuture.supplyAsync(() -> adapter.poll("c0", Duration.ofSeconds(30)));
        shopperSays("a");
        otherNode.receive(push("t1"));
        assertThat(words(waiting.get(10, TimeUnit.SECONDS))).containsExactly("a");
        assertThat(platform.calls.get(1)).contains("\"token\":\"t1\"");
        assertThat(adapter.poll("c1", SOON).events())
                .as("one push is one fetch")
                .isEmpty();
        assertThat(platform.count(SYNC)).isEqualTo(2);
    }

    @Test
    void aLostPushIsMadeUpForByAskingNowAndThen() {
        adapter.poll(null, Duration.ZERO);
        shopperSays("a");
        assertThat(adapter.poll("c0", Duration.ZERO).events()).isEmpty();
        lent.pass(Duration.ofSeconds(301));
        assertThat(words(adapter.poll("c0", Duration.ZERO))).containsExactly("a");
    }

    @Test
    void aLostCacheKeepsNoPushFromCounting() {
        adapter.poll(null, Duration.ZERO);
        lent.cacheIsAway = true;
        shopperSays("a");
        assertThat(adapter.receive(push("t1"))).isInstanceOf(WebhookOutcome.Accepted.class);
        assertThat(words(adapter.poll("c0", SOON))).containsExactly("a");
    }

    @Test
    void pagesFollowEachOtherWithoutWaiting() {
        platform.pageSize = 2;
        shopperSays("a", "b", "c", "d", "e");
        adapter.receive(push("t1"));
        List<String> all = new ArrayList<>();
        String cursor = null;
        long begin = System.nanoTime();
        for (int page = 0; page < 3; page++) {
            Batch batch = adapter.poll(cursor, Duration.ofSeconds(20));
            all.addAll(words(batch));
            cursor = batch.nextCursor();
        }
        assertThat(all).containsExactly("a", "b", "c", "d", "e");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(platform.calls).allSatisfy(call -> assertThat(call).contains("\"token\":\"t1\""));
    }

    @Test
    void aBatchThatCouldNotBeStoredIsFetchedAgain() {
        adapter.poll(null, Duration.ZERO);
        shopperSays("a");
        adapter.receive(push("t1"));
        assertThat(words(adapter.poll("c0", SOON))).containsExactly("a");
        assertThat(words(adapter.poll("c0", SOON)))
                .as("the cursor was not moved")
                .containsExactly("a");
        assertThat(adapter.poll("c1", SOON).events()).isEmpty();
    }

    @Test
    void aFailedFetchIsMadeUpForWithoutAnotherPush() {
        adapter.poll(null, Duration.ZERO);
        shopperSays("a");
        adapter.receive(push("t1"));
        platform.answersNext(503, "");
        assertThatThrownBy(() -> adapter.poll("c0", SOON)).isInstanceOf(AdapterException.Unavailable.class);
        assertThat(words(adapter.poll("c0", SOON))).containsExactly("a");
    }

    @Test
    void aPushTokenThatHasEndedIsNotTriedAgain() {
        platform.tokenlessSyncsAllowed = 2;
        adapter.poll(null, Duration.ZERO);
        shopperSays("a");
        adapter.receive(push("t1"));
        platform.callbackTokens.clear();
        assertThatThrownBy(() -> adapter.poll("c0", SOON)).isInstanceOf(AdapterException.Refused.class);
        assertThat(words(adapter.poll("c0", SOON))).containsExactly("a");
        assertThat(platform.calls.get(2)).doesNotContain("token");
    }

    @Test
    void anOldPushTokenIsNotUsed() {
        platform.pageSize = 1;
        shopperSays("a", "b");
        adapter.receive(push("t1"));
        adapter.poll(null, SOON);
        lent.pass(Duration.ofMinutes(9));
        assertThat(words(adapter.poll("c1", SOON))).containsExactly("b");
        assertThat(platform.calls.get(1)).doesNotContain("token");
    }

    @Test
    void whoHasAskedTooOftenWithoutAPushWaitsForOne() {
        platform.tokenlessSyncsAllowed = 0;
        shopperSays("a");
        assertThat(adapter.poll(null, Duration.ZERO).events()).isEmpty();
        adapter.poll(null, Duration.ZERO);
        assertThat(platform.calls)
                .as("nothing is asked until there is a reason")
                .hasSize(1);
        adapter.receive(push("t1"));
        assertThat(words(adapter.poll(null, SOON))).containsExactly("a");
    }

    @Test
    void pushesForAnotherAccountAreNotOurs() {
        adapter.poll(null, Duration.ZERO);
        adapter.receive(push("t1", "wkOTHER"));
        adapter.poll("c0", SOON);
        assertThat(platform.count(SYNC)).isEqualTo(1);
    }

    @Test
    void aBurstOfPushesIsOneFetch() {
        adapter.poll(null, Duration.ZERO);
        IntStream.range(0, 50).forEach(i -> adapter.receive(push("t" + i)));
        adapter.poll("c0", SOON);
        adapter.poll("c0", SOON);
        assertThat(platform.count(SYNC)).isEqualTo(2);
        assertThat(platform.calls.get(1)).contains("\"token\":\"t49\"");
    }

    @Test
    void anUnreadablePageIsNotSkipped() {
        adapter.check();
        platform.answersNext(200, "{\"errcode\":0,\"msg_list\":{}}");
        assertThatThrownBy(() -> adapter.poll(null, Duration.ZERO)).isInstanceOf(AdapterException.Unavailable.class);
        platform.answersNext(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
        assertThat(adapter.poll(null, Duration.ZERO)).isEqualTo(new Batch(List.of(), null));
    }

    @Test
    void textIsSentOnceWithItsKey() {
        assertThat(adapter.send(text("key-1", "it's <b> & 你好 😀")).messageId()).isEqualTo("key-1");
        assertThat(platform.shown).containsExactly("it's <b> & 你好 😀");
        assertThat(platform.calls)
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .contains("\"msgid\":\"key-1\"", "\"touser\":\"wm-cat\"", "\"open_kfid\":\"wkAAA\""));
    }

    @Test
    void aRepeatedSendShowsNothingTwice() {
        adapter.send(text("key-1", "hi"));
        assertThat(adapter.send(text("key-1", "hi")).messageId()).isEqualTo("key-1");
        assertThat(platform.shown).containsExactly("hi");
    }

    @Test
    void optionsBecomeAMenuAndPlacesAreSent() {
        adapter.send(message("k1", new Content.Choice("哪一个？", List.of(new Option("a", "一"), new Option("b", "二")))));
        adapter.send(message("k2", new Content.Location(23.5, 113.25, "shop")));
        adapter.send(message("k3", new Content.Location(23.5, 113.25, null)));
        assertThat(platform.shown.get(0)).isEqualTo("哪一个？ [a=一] [b=二]");
        assertThat(platform.shown.get(1)).contains("23.5", "113.25", "shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"字", "a", "é", "😀"})
    void theLongestDeclaredTextAndChoiceAreTaken(String character) {
        var capabilities = adapter.capabilities();
        String longest = character.repeat(capabilities.maxTextLength() / character.length());
        List<Option> options = IntStream.range(0, capabilities.maxOptions())
                .mapToObj(i -> new Option(
                        String.valueOf(i).repeat(capabilities.maxOptionValueBytes()),
                        character.repeat(capabilities.maxOptionLength() / character.length())))
                .toList();
        adapter.send(text("k1", longest));
        adapter.send(message("k2", new Content.Choice(longest, options)));
        assertThat(platform.shown.get(0)).isEqualTo(longest);
        assertThat(platform.shown.get(1)).startsWith(longest + " [0");
    }

    @Test
    void whatIsNotDeclaredIsRefusedBeforeAnyCall() {
        List<Option> eleven =
                IntStream.range(0, 11).mapToObj(i -> new Option("v" + i, "l")).toList();
        List<Content> undeclared = List.of(
                new Content.Unsupported("x"),
                new Content.Card("a", null, null, List.of()),
                new Content.Media(io.polyclerk.spi.message.MediaKind.IMAGE, MediaRef.of("m"), null),
                new Content.Selection("a", "b"),
                new Content.PhoneNumber("+49", true),
                new Content.Choice("?", eleven));
        for (Content content : undeclared) {
            assertThatThrownBy(() -> adapter.send(message("k", content)))
                    .isInstanceOf(AdapterException.Unsupported.class);
        }
        assertThat(platform.calls).isEmpty();
    }

    @Test
    void theLawIsDeclaredAndThePlatformKeepsIt() {
        assertThat(adapter.capabilities().law().replyWindow()).isEqualTo(Duration.ofHours(48));
        for (int i = 0; i < adapter.capabilities().law().messagesPerWindow(); i++) {
            adapter.send(text("k" + i, "hi"));
        }
        assertThat(failureOfSend()).isInstanceOf(AdapterException.Refused.class).hasMessageContaining("95001");
        platform.windowCloses(CAT);
        assertThat(failureOfSend()).isInstanceOf(AdapterException.Refused.class).hasMessageContaining("95002");
    }

    @Test
    void aSessionThatIsHandedOverBelongsToThePlatformsPeopleUntilItIsTakenBack() {
        CustomerServiceAdapter handing = new CustomerServiceAdapter(
                Connections.with(Connections.customerService(platform.address()), "humans", "platform"),
                lent.context());
        assertThat(adapter.takeoverWanted()).isFalse();
        assertThat(handing.takeoverWanted()).isTrue();
        handing.handOver(Connections.chat(CAT));
        handing.handOver(Connections.chat(CAT));
        assertThat(platform.sessions).containsEntry(CAT, 2);
        assertThat(platform.count("/cgi-bin/kf/service_state/trans")).isEqualTo(1);
        assertThat(failureOfSend()).isInstanceOf(AdapterException.Refused.class);
        handing.takeBack(Connections.chat(CAT));
        handing.takeBack(Connections.chat(CAT));
        assertThat(platform.sessions).containsEntry(CAT, 4);
        assertThat(platform.count("/cgi-bin/kf/service_state/trans")).isEqualTo(2);
    }

    @Test
    void whoHasEnteredAndNotWrittenIsGreetedWithTheCode() {
        platform.windowCloses("wm-new");
        platform.shopperEnters("code-1");
        platform.weComMessages.add(JsonParser.parseString(
                        "{\"msgid\":\"e1\",\"send_time\":"
                                + lent.instant().getEpochSecond() + ",\"origin\":4,\"msgtype\":\"event\",\"event\":"
                                + "{\"event_type\":\"enter_session\",\"external_userid\":\"wm-new\",\"welcome_code\":\"code-1\"}}")
                .getAsJsonObject());
        assertThat(adapter.poll(null, Duration.ZERO).events())
                .singleElement()
                .isInstanceOf(ChannelEvent.ContactJoined.class);
        CustomerServiceAdapter otherNode = opened();
        OutboundMessage greeting = new OutboundMessage(Connections.chat("wm-new"), "k1", new Content.Text("您好，我是机器人"));
        assertThat(otherNode.send(greeting).messageId()).isEqualTo("k1");
        assertThat(platform.shown).containsExactly("您好，我是机器人");
        assertThatThrownBy(() ->
                        otherNode.send(new OutboundMessage(Connections.chat("wm-new"), "k2", new Content.Text("more"))))
                .as("one message for one code")
                .isInstanceOf(AdapterException.Refused.class)
                .hasMessageContaining("95002");
    }

    @Test
    void anOldWelcomeCodeIsNotUsed() {
        platform.weComMessages.add(JsonParser.parseString(
                        "{\"msgid\":\"e1\",\"send_time\":"
                                + (lent.instant().getEpochSecond() - 18)
                                + ",\"origin\":4,\"msgtype\":\"event\",\"event\":"
                                + "{\"event_type\":\"enter_session\",\"external_userid\":\"wm-cat\",\"welcome_code\":\"code-1\"}}")
                .getAsJsonObject());
        adapter.poll(null, Duration.ZERO);
        adapter.send(text("k", "hi"));
        assertThat(platform.count("/cgi-bin/kf/send_msg_on_event")).isZero();
        assertThat(platform.shown).containsExactly("hi");
    }

    @ParameterizedTest
    @CsvSource({
        "-1,Unavailable",
        "45009,RateLimited",
        "45033,RateLimited",
        "60020,CredentialsRejected",
        "48002,CredentialsRejected",
        "95000,CredentialsRejected",
        "95011,CredentialsRejected",
        "40091,CredentialsRejected",
        "95001,Refused",
        "95013,Refused",
        "95018,Refused",
        "40096,Refused"
    })
    void errorsAreSortedByWhatHappensNext(int code, String kind) {
        adapter.poll(null, Duration.ZERO);
        platform.refusesNext(code);
        Throwable failure = failureOfSend();
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(String.valueOf(code)).hasMessageNotContaining("o-secret-person");
        assertThat(platform.count("/cgi-bin/kf/send_msg")).isEqualTo(1);
    }

    @Test
    void anEndedTokenIsReplaced() {
        adapter.send(text("k1", "a"));
        platform.tokenEnds();
        adapter.send(text("k2", "b"));
        assertThat(platform.shown).containsExactly("a", "b");
        assertThat(platform.tokenRequests).hasValue(2);
    }

    @Test
    void theCheckProvesTheSecretAndTheAccount() {
        adapter.check();
        assertThat(rejection("appSecret", "wrong")).hasMessageNotContaining("wrong");
        rejection("corpId", "wwOTHER");
        assertThat(rejection("openKfId", "wkOTHER")).hasMessageContaining("openKfId");
    }

    @Test
    void aGatewayThatDoesNotCarryTheListOfServicersIsNoReasonToRefuse() {
        adapter.poll(null, Duration.ZERO);
        platform.answersNext(200, "{\"access_token\":\"token-x\",\"expires_in\":7200}");
        platform.answersNext(404, "<h1>Not Found</h1>");
        adapter.check();
    }

    private Throwable rejection(String name, String value) {
        CustomerServiceAdapter bent = (CustomerServiceAdapter) new WeChatProvider()
                .open(Connections.with(Connections.customerService(platform.address()), name, value), lent.context());
        Throwable failure = catchThrowable(bent::check);
        assertThat(failure).isInstanceOf(AdapterException.CredentialsRejected.class);
        return failure;
    }

    @Test
    void aFileIsFetched() throws IOException {
        platform.files.put("media-1", new byte[] {1, 2, 3});
        try (InputStream file = adapter.open(MediaRef.of("media-1"))) {
            assertThat(file.readAllBytes()).containsExactly(1, 2, 3);
        }
        assertThatThrownBy(() -> adapter.open(MediaRef.of("gone"))).isInstanceOf(AdapterException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"corpId", "openKfId", "appSecret", "token", "encodingAesKey"})
    void aMissingSettingIsNamed(String name) {
        Connection connection = Connections.without(Connections.customerService(platform.address()), name);
        assertThatThrownBy(() -> new WeChatProvider().open(connection, lent.context()))
                .isInstanceOf(AdapterException.CredentialsRejected.class)
                .hasMessageContaining(name);
    }

    private static OutboundMessage text(String key, String words) {
        return message(key, new Content.Text(words));
    }

    private static OutboundMessage message(String key, Content content) {
        return new OutboundMessage(Connections.chat(CAT), key, content);
    }

    private Throwable failureOfSend() {
        return catchThrowable(() -> adapter.send(text("k", "hi")));
    }
}
