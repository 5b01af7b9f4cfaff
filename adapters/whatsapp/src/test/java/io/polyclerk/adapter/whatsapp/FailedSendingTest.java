package io.polyclerk.adapter.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a message when sending it went wrong. */
class FailedSendingTest extends SendingCase {

    @ParameterizedTest
    @CsvSource({
        "0,401,CredentialsRejected",
        "3,500,CredentialsRejected",
        "10,403,CredentialsRejected",
        "190,401,CredentialsRejected",
        "200,403,CredentialsRejected",
        "299,403,CredentialsRejected",
        "368,403,CredentialsRejected",
        "131005,403,CredentialsRejected",
        "131031,403,CredentialsRejected",
        "131037,400,CredentialsRejected",
        "131042,400,CredentialsRejected",
        "131045,500,CredentialsRejected",
        "131048,400,CredentialsRejected",
        "133010,400,CredentialsRejected",
        "4,400,RateLimited",
        "80007,400,RateLimited",
        "130429,400,RateLimited",
        "131056,400,RateLimited",
        "1,500,Unavailable",
        "2,503,Unavailable",
        "131000,500,Unavailable",
        "131016,500,Unavailable",
        "131057,500,Unavailable",
        "100,400,Refused",
        "131008,400,Refused",
        "131009,400,Refused",
        "131021,400,Refused",
        "131026,400,Refused",
        "131047,400,Refused",
        "131049,400,Refused",
        "131050,400,Refused",
        "131051,400,Refused",
        "131052,400,Refused",
        "131053,400,Refused",
        "131062,400,Refused",
        "132000,400,Refused",
        "132001,404,Refused",
        "132015,400,Refused",
        "999999,400,Refused",
        "999999,401,CredentialsRejected",
        "999999,429,RateLimited",
        "999999,500,Unavailable"
    })
    void errorsAreSortedByTheirNumber(int code, int status, String kind) {
        platform.failWithCode(status, code);
        Throwable failure = failure(HI);
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(String.valueOf(code));
        assertThat(platform.calls).as("nothing is sent twice").hasSize(1);
        assertNoSecret(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "400,Refused",
        "401,CredentialsRejected",
        "403,CredentialsRejected",
        "404,CredentialsRejected",
        "408,Unavailable",
        "413,Refused",
        "429,RateLimited",
        "500,Unavailable",
        "502,Unavailable",
        "504,Unavailable"
    })
    void whatSomethingInBetweenAnswersIsSortedByItsStatus(int status, String kind) {
        for (String body :
                List.of("", "<html>" + CloudApi.TOKEN, "{\"error\":\"text\"}", "{\"error\":{\"code\":\"x\"}}", "[]")) {
            platform.fail(status, body);
            Throwable failure = failure(HI);
            assertThat(failure.getClass().getSimpleName()).as(body).isEqualTo(kind);
            assertNoSecret(failure);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "130429,7,PT7S",
        "131056,9,PT9S",
        "4,60,PT1M",
        "130429,,PT5S",
        "131056,,PT30S",
        "4,,PT5M",
        "130429,soon,PT5S"
    })
    void aLimitSaysHowLongToWait(int code, String advice, Duration pause) {
        platform.faults.add(new CloudApi.Fault(
                429, CloudApi.error(code, 0), advice == null ? Map.of() : Map.of("Retry-After", advice), false));
        assertThat(failure(HI))
                .isInstanceOfSatisfying(
                        AdapterException.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(pause));
    }

    @Test
    void aRedirectIsNotFollowedWithTheToken() {
        platform.faults.add(new CloudApi.Fault(307, "", Map.of("Location", platform.origin() + "/elsewhere"), false));
        assertThat(failure(HI)).isInstanceOf(AdapterException.CredentialsRejected.class);
        assertThat(platform.calls).hasSize(1);
    }

    @Test
    void aCutConnectionMayHaveCarriedTheMessage() {
        platform.fail(0, "");
        assertUnavailable(failure(HI), true);
        assertThat(platform.calls).as("nothing is sent twice").hasSize(1);
    }

    @Test
    void aRefusedConnectionCannotHave() {
        platform.close();
        assertUnavailable(failure(HI), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"messages\":[]}",
                "{\"messages\":[{\"id\":\"\"}]}",
                "{\"messages\":[{\"id\":7}]}"
            })
    void nonsenseMayHideASentMessage(String answer) {
        platform.fail(200, answer);
        assertUnavailable(failure(HI), true);
    }

    @Test
    void aHugeAnswerIsNotRead() {
        platform.fail(200, "{\"messages\":[{\"id\":\"" + "x".repeat(300_000) + "\"}]}");
        assertUnavailable(failure(HI), true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Timeout(10)
    void aSlowAnswerIsNotWaitedForAndMayHideASentMessage(int slowness) {
        adapter = Opened.adapter(Opened.settings(platform.origin()), Opened.HTTP, Duration.ofMillis(300));
        platform.faults.add(new CloudApi.Fault(slowness, "", Map.of(), false));
        assertUnavailable(failure(HI), true);
        assertThat(platform.calls).as("nothing is sent twice").hasSize(1);
    }

    @Test
    void aStatusTellsWhatBecameOfAnUncertainMessage() {
        platform.faults.add(new CloudApi.Fault(500, "", Map.of(), true));
        assertUnavailable(failure("doubtful-key", HI), true);
        String id = platform.accepted.keySet().iterator().next();
        for (String status : List.of("read", "sent", "failed")) {
            ChannelEvent.StatusChanged told = (ChannelEvent.StatusChanged) ((WebhookOutcome.Accepted<ChannelEvent>)
                            adapter.receive(platform.signed(platform.status(id, status))))
                    .events()
                    .get(0);
            assertThat(told.idempotencyKey()).isEqualTo("doubtful-key");
            assertThat(told.messageId()).isEqualTo(id);
            assertThat(told.conversation().chatId()).isEqualTo(CloudApi.SHOPPER);
            assertThat(told.status().name()).isEqualToIgnoringCase(status);
        }
    }

    @Test
    void aFailedUploadCannotHaveSaidAnything() {
        Opened.UPLOADS.put("abcdefabcdefabcdefabcdefabcdefab", new byte[] {1});
        Content file = new Content.Media(
                MediaKind.DOCUMENT,
                new MediaRef("abcdefabcdefabcdefabcdefabcdefab", "application/pdf", null, null, null),
                null);
        platform.fail(500, "");
        assertUnavailable(failure(file), false);
        platform.fail(0, "");
        assertUnavailable(failure(file), false);
        platform.fail(200, "{\"id\":\"../x\"}");
        assertUnavailable(failure(file), false);
        assertThat(platform.accepted).isEmpty();
    }
}
