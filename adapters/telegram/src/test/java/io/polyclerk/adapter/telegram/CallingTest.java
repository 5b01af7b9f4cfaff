package io.polyclerk.adapter.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Polling;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the adapter asks of the platform, and what it makes of the answers. */
class CallingTest extends StubCase {

    @Test
    void textIsSentOnceAndAsItIs() {
        Receipt receipt = adapter.send(new OutboundMessage(CHAT, "k", new Content.Text("<b>*hi*_ & 你好 😀")));
        assertThat(receipt.messageId()).isEqualTo("5:7");
        assertThat(stub.calls)
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .startsWith("/bot" + TOKEN + "/sendMessage ")
                        .contains("<b>*hi*_ & 你好 😀")
                        .doesNotContain("parse_mode")
                        .doesNotContain("method"));
    }

    @Test
    void optionsBecomeButtons() {
        adapter.send(new OutboundMessage(
                CHAT,
                "k",
                new Content.Choice("Which?", List.of(new Option("intent:a", "One"), new Option("b", "Two")))));
        assertThat(stub.calls.get(0)).contains("inline_keyboard", "intent:a", "One", "Two");
    }

    @Test
    void whatIsNotDeclaredIsRefusedBeforeAnyCall() {
        assertThatThrownBy(() -> adapter.send(new OutboundMessage(CHAT, "k", new Content.Unsupported("x"))))
                .isInstanceOf(AdapterException.Unsupported.class);
        assertThat(stub.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401,CredentialsRejected",
        "404,CredentialsRejected",
        "403,Refused",
        "400,Refused",
        "409,Unavailable",
        "500,Unavailable",
        "502,Unavailable"
    })
    void errorsAreSortedByWhatHappensNext(int code, String kind) {
        stub.answers(code, "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"Bad " + TOKEN + "\"}");
        Throwable failure = send();
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure.toString()).doesNotContain(TOKEN);
        assertThat(stub.calls).hasSize(1);
    }

    @Test
    void tooManyRequestsSayHowLongToWait() {
        stub.answers(
                429,
                "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests\",\"parameters\":{\"retry_after\":17}}");
        assertThat(send())
                .isInstanceOfSatisfying(
                        AdapterException.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
    }

    @Test
    void nonsenseAndResetsMayHaveHappened() {
        stub.answers(200, "<html>");
        assertUnavailable(true);
        stub.answers(0, "");
        assertUnavailable(true);
    }

    @Test
    void aRefusedConnectionCannotHaveHappened() {
        stub.close();
        assertUnavailable(false);
    }

    @Test
    void pollingGoesOnAfterTheLastUpdate() {
        TelegramAdapter polling = adapter(null, stub.address());
        stub.answers(200, "{\"ok\":true,\"result\":[" + message("hi") + "]}");
        Polling.Batch batch = polling.poll("3", Duration.ZERO);
        assertThat(batch.events()).hasSize(1);
        assertThat(batch.nextCursor()).isEqualTo("2");
        assertThat(stub.calls)
                .singleElement()
                .satisfies(call -> assertThat(call).contains("\"offset\":3"));
    }

    @Test
    void whoPollsTakesTheWebhookAwayThatStandsInTheWay() {
        TelegramAdapter polling = adapter(null, stub.address());
        stub.answersOnce(
                409,
                "{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: can't use getUpdates method while webhook is active\"}");
        stub.answersOnce(
                200,
                "{\"ok\":true,\"result\":{\"url\":\"https://bot.example/hooks/tg1\",\"has_custom_certificate\":false,\"pending_update_count\":1}}");
        stub.answersOnce(200, "{\"ok\":true,\"result\":true}");
        stub.answers(200, "{\"ok\":true,\"result\":[" + message("hi") + "]}");
        assertThat(polling.poll("3", Duration.ZERO).events()).hasSize(1);
        assertThat(stub.calls.get(2)).contains("/deleteWebhook").contains("\"drop_pending_updates\":false");
    }

    @Test
    void anotherProgramThatPollsIsLeftAlone() {
        TelegramAdapter polling = adapter(null, stub.address());
        stub.answersOnce(
                409,
                "{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: terminated by other getUpdates request\"}");
        stub.answers(
                200,
                "{\"ok\":true,\"result\":{\"url\":\"\",\"has_custom_certificate\":false,\"pending_update_count\":1}}");
        assertThatThrownBy(() -> polling.poll("3", Duration.ZERO)).isInstanceOf(AdapterException.Unavailable.class);
        assertThat(stub.calls).noneMatch(call -> call.contains("deleteWebhook"));
    }

    @Test
    void theBotKeepsBelowThePublishedRateAndAfterARefusalFurtherBelow() {
        assertThat(adapter.lawOf(CHAT).messagesPerSecond()).isEqualTo(20);
        assertThat(adapter.lawOf(CHAT).spacing()).isEqualTo(java.time.Duration.ofSeconds(1));
        stub.answers(
                429,
                "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests\",\"parameters\":{\"retry_after\":1}}");
        send();
        assertThat(adapter.lawOf(CHAT).messagesPerSecond()).isEqualTo(10);
        assertThat(adapter.lawOf(CHAT).burst()).isEqualTo(1);
    }

    @Test
    void aFailureThatIsToldWithStatus200IsStillOne() {
        stub.answers(
                200, "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was blocked by the user\"}");
        assertThat(send()).isInstanceOf(AdapterException.Refused.class);
    }

    @Test
    void theWebhookIsRegisteredWithItsSecret() {
        stub.answers(200, "{\"ok\":true,\"result\":true}");
        adapter.register(URI.create("https://bot.example/hooks/tg1"));
        assertThat(stub.calls.get(0)).contains("/setWebhook").contains("hook-secret");
        assertThat(stub.calls).anySatisfy(call -> assertThat(call).contains("/setMyCommands"));
    }

    private void assertUnavailable(boolean mayHaveHappened) {
        assertThat(send())
                .isInstanceOfSatisfying(
                        AdapterException.Unavailable.class,
                        unavailable -> assertThat(unavailable.mayHaveHappened()).isEqualTo(mayHaveHappened));
    }

    private Throwable send() {
        return catchThrowable(() -> adapter.send(new OutboundMessage(CHAT, "k", new Content.Text("hi"))));
    }
}
