package io.polyclerk.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.budget.History;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.OutboxStore.SavedTemplate;
import io.polyclerk.core.delivery.OutboxStore.Waiting;
import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.fake.OneChannel;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.MessageTemplates;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.OutboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is recorded of a message that the law, the platform or another node holds up. */
class LawfulSendingTest {

    private static final ConversationId CONVERSATION = new ConversationId("c1");
    private static final ConversationKey KEY = new ConversationKey(new ConnectionId("tg1"), "chat");
    private static final Instant NOW = FakeStore.NOW;
    private static final ReplyLaw DAY = new ReplyLaw(Duration.ofDays(1), 2, Duration.ZERO, 0, false);
    private static final ReplyLaw RATE = new ReplyLaw(null, null, Duration.ZERO, 10, false);

    private final Outbox outbox = new Outbox();
    private final Platform platform = new Platform();
    private final List<String> counted = new ArrayList<>();
    private final HandClock clock = new HandClock(NOW);
    private History history = new History(NOW, Map.of(), List.of());
    private @Nullable Instant moment;

    @Test
    void aMomentOfTheConnectionsRateIsTakenOnceAndUsed() {
        platform.law = RATE;
        moment = NOW.plusSeconds(3);
        outbox.add(free());
        assertThat(drain()).contains(NOW.plusSeconds(3));
        assertThat(outbox.notes).containsExactly("wait 2026-11-23T10:00:03Z taken");
        moment = null;
        outbox.replace(with(NOW.plusSeconds(3), "en", null, false));
        clock.put(NOW.plusSeconds(3).plusMillis(249));
        assertThat(drain()).isEmpty();
        assertThat(platform.sent).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"250", "-1"})
    void aMomentThatWasMissedOrIsStillToComeIsNoneAndAnotherIsTaken(int late) {
        platform.law = RATE;
        outbox.add(with(NOW, "en", null, false));
        clock.put(NOW.plusMillis(late));
        moment = clock.instant();
        assertThat(drain()).isEmpty();
        assertThat(platform.sent).hasSize(1);
        assertThat(moment).as("was taken").isNull();
    }

    @Test
    void theSpacingOfAChatIsWaitedForWithoutTakingAMoment() {
        platform.law = new ReplyLaw(null, null, Duration.ofSeconds(6), 10, false);
        history = new History(NOW, Map.of(), List.of(NOW));
        outbox.add(free());
        assertThat(drain()).contains(NOW.plusSeconds(6));
        assertThat(outbox.notes).containsExactly("wait 2026-11-23T10:00:06Z");
    }

    @ParameterizedTest
    @CsvSource({"de-AT,hallo_de", "pt,ola_pt", "fr,hello_en", ",hello_en"})
    void whereTheWindowIsClosedTheShopperIsInvitedInTheirLanguageOrElseInEnglish(
            @Nullable String language, String invitation) {
        closeWindow();
        outbox.add(with(null, language, null, false));
        assertThat(drain()).isEmpty();
        assertThat(outbox.notes).containsExactly("held by " + invitation);
        assertThat(counted).containsExactly("undelivered HELD");
        assertThat(platform.sent).isEmpty();
    }

    @Test
    void nobodyIsInvitedWhereOnlyTheNumberIsUsedUpOrThePlatformHasNoTemplates() {
        platform.law = DAY;
        history = new History(NOW, Map.of(), List.of(NOW, NOW));
        outbox.add(free());
        drain();
        closeWindow();
        platform.approved = List.of();
        outbox.add(free());
        drain();
        OneChannel plain = new OneChannel();
        plain.law = DAY;
        outbox.add(free());
        drain(plain);
        assertThat(outbox.notes).containsExactly("held", "held", "held");
    }

    @Test
    void approvedWordsGoThroughAClosedWindow() {
        closeWindow();
        outbox.add(with(null, "en", new SavedTemplate("hello_en", "en", List.of("1001")), false));
        assertThat(drain()).isEmpty();
        assertThat(platform.templates).containsExactly("k hello_en en [1001]");
        assertThat(platform.sent).isEmpty();
        assertThat(outbox.notes).containsExactly("attempt", "receipt t1");
    }

    @Test
    void whatTheBotSaysUnaskedIsSaidInItsMomentOrNotAtAll() {
        closeWindow();
        outbox.add(with(null, "en", null, true));
        assertThat(drain()).isEmpty();
        assertThat(outbox.notes).containsExactly("end WITHDRAWN");
        assertThat(counted).containsExactly("undelivered WITHDRAWN");
    }

    @Test
    void onAPausedConnectionNothingIsTried() {
        platform.isPaused = true;
        outbox.add(free());
        assertThat(drain()).contains(NOW.plus(Duration.ofMinutes(1)));
        assertThat(outbox.notes).isEmpty();
    }

    @Test
    void whatAnotherNodeSendsIsLookedAtAgainAndWhatWasWithdrawnIsPassedOver() {
        outbox.add(free());
        outbox.attempt = Attempt.ELSEWHERE;
        assertThat(drain()).contains(NOW.plusSeconds(2));
        outbox.attempt = Attempt.WITHDRAWN;
        assertThat(drain()).isEmpty();
        assertThat(platform.sent).isEmpty();
    }

    @Test
    void pausesDoubleUpToTheLongestAndTheLastTryIsTheEnd() {
        RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(8), 5);
        assertThat(policy.pauseAfter(0)).isEqualTo(Duration.ofSeconds(1));
        for (int attempts = 0; attempts < 4; attempts++) {
            outbox.waiting.clear();
            outbox.add(new Waiting(1, message(), attempts, null, false));
            platform.failure = new AdapterException.Unavailable("away", false, null);
            assertThat(drain()).contains(NOW.plusSeconds(1L << attempts));
        }
        assertThat(policy.pauseAfter(60)).isEqualTo(Duration.ofSeconds(8));
        outbox.replace(new Waiting(1, message(), 4, null, true));
        assertThat(drain()).isEmpty();
        assertThat(outbox.notes).endsWith("end DEAD");
        assertThat(counted)
                .containsOnlyOnce("uncertain_repeats tg1", "undelivered DEAD")
                .contains("send_failures Unavailable")
                .doesNotContain("sent tg1");
    }

    @Test
    void afterAFaultOfTheAdapterItIsTriedAgainAsUncertain() {
        outbox.add(new Waiting(1, message(), 1, null, false));
        platform.failure = new IllegalStateException("a bug");
        assertThat(drain()).contains(NOW.plusSeconds(2));
        assertThat(outbox.notes).containsExactly("attempt", "retry uncertain");
    }

    @Test
    void rejectedCredentialsAreLookedAtAgainAfterAMinuteAndWhatWasNeverDeclaredIsDead() {
        outbox.add(free());
        platform.failure = new AdapterException.CredentialsRejected("revoked");
        assertThat(drain()).contains(NOW.plus(Duration.ofMinutes(1)));
        assertThat(platform.paused).containsExactly("revoked");
        platform.failure = new AdapterException.Unsupported("no stickers");
        assertThat(drain()).isEmpty();
        assertThat(outbox.notes).containsExactly("attempt", "limited", "attempt", "end DEAD");
    }

    @Test
    void whatWasSentIsCounted() {
        outbox.add(free());
        assertThat(drain()).isEmpty();
        assertThat(outbox.notes).containsExactly("attempt", "receipt p-k");
        assertThat(counted).containsExactly("sent tg1");
    }

    private Optional<Instant> drain() {
        return drain(platform);
    }

    private Optional<Instant> drain(OneChannel channel) {
        LawKeeper law = new LawKeeper((conversation, since) -> history, (connection, perSecond, now) -> {
            Instant taken = Objects.requireNonNull(moment, "no moment is asked for");
            moment = null;
            return taken;
        });
        RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(8), 5);
        return new Dispatcher(outbox, channel, law, policy, (name, label) -> counted.add(name + " " + label), clock)
                .drain(CONVERSATION);
    }

    private void closeWindow() {
        platform.law = DAY;
        history = new History(NOW.minus(Duration.ofDays(1)), Map.of(), List.of());
    }

    private static OutboundMessage message() {
        return new OutboundMessage(KEY, "k", new Content.Text("hello"));
    }

    private static Waiting free() {
        return new Waiting(1, message(), 0, null, false);
    }

    private static Waiting with(
            @Nullable Instant slot, @Nullable String language, @Nullable SavedTemplate template, boolean unasked) {
        return new Waiting(1, message(), 0, null, false, false, slot, template, language, unasked);
    }

    /** A platform with approved words in three languages. */
    private static final class Platform extends OneChannel implements MessageTemplates {
        private final List<String> templates = new ArrayList<>();
        private boolean isPaused;
        private @Nullable RuntimeException failure;
        private List<Template> approved = List.of(
                new Template(SHIPPING_NEWS, "parcel_de", "de", "Unterwegs"),
                new Template(ANSWER_WAITING, "hello_en", "en_US", "Hello"),
                new Template(ANSWER_WAITING, "ola_pt", "pt_BR", "Olá"),
                new Template(ANSWER_WAITING, "hallo_de", "de", "Hallo"));

        @Override
        public Optional<ChannelAdapter> channel(ConnectionId id) {
            return isPaused ? Optional.empty() : Optional.of(this);
        }

        @Override
        public Receipt send(OutboundMessage message) {
            if (failure != null) {
                throw failure;
            }
            return super.send(message);
        }

        @Override
        public List<Template> templates() {
            return approved;
        }

        @Override
        public Receipt sendTemplate(
                ConversationKey conversation,
                String idempotencyKey,
                String template,
                String language,
                List<String> parameters) {
            templates.add(idempotencyKey + " " + template + " " + language + " " + parameters);
            return new Receipt("t1");
        }
    }

    /** One queue, and what is recorded of it. */
    private static final class Outbox implements OutboxStore {
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private final List<String> notes = new ArrayList<>();
        private Attempt attempt = Attempt.BEGUN;

        void add(Waiting message) {
            waiting.add(message);
        }

        void replace(Waiting message) {
            waiting.clear();
            waiting.add(message);
        }

        private void done(String note) {
            notes.add(note);
            waiting.remove();
        }

        @Override
        public Optional<Waiting> next(ConversationId conversation) {
            return Optional.ofNullable(waiting.peek());
        }

        @Override
        public Attempt recordAttempt(long id, Instant at) {
            notes.add("attempt");
            if (attempt == Attempt.WITHDRAWN) {
                waiting.remove();
            }
            return attempt;
        }

        @Override
        public void recordWait(long id, Instant until, boolean taken) {
            notes.add("wait " + until + (taken ? " taken" : ""));
        }

        @Override
        public void recordHeld(long id, String reason, MessageTemplates.@Nullable Template invitation, Instant at) {
            done(invitation == null ? "held" : "held by " + invitation.name());
        }

        @Override
        public void recordReceipt(long id, String platformMessageId, Instant at) {
            done("receipt " + platformMessageId);
        }

        @Override
        public void recordRetry(long id, Instant notBefore, boolean mayHaveHappened, String reason) {
            notes.add(mayHaveHappened ? "retry uncertain" : "retry");
        }

        @Override
        public void recordLimited(long id, Instant notBefore, String reason) {
            notes.add("limited");
        }

        @Override
        public void recordEnd(long id, DeliveryState end, String reason, Instant at) {
            done("end " + end);
        }

        @Override
        public int recoverInterrupted(Instant begunBefore) {
            return 0;
        }
    }
}
