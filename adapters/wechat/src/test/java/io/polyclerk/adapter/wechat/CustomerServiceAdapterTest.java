package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonParser;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerServiceAdapterTest extends OpenCustomerService {

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
        String longest = character.repeat(
                capabilities.maxTextBytes() / character.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
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
}
