package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.KeyValueStore;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.OutboundMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Speaks in the answers to pushes, for accounts that have no customer service API: because a setting says so, or because the platform
 * refused the API to this account, which is then remembered. The pushes of a shopper have to reach the node that works on them.
 */
final class PassiveDoor {

    /** The platform hangs up after five seconds. */
    private static final Duration PATIENCE = Duration.ofMillis(4_600);

    private static final Duration HANG_UP = Duration.ofMillis(900);
    private static final Duration ASK_AGAIN = Duration.ofMillis(250);

    /** A verified account gets the API; so it is tried again from time to time. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private static final Duration LOOK_AT_CACHE = Duration.ofSeconds(30);
    private static final String KEY = "no-customer-service-api";

    /** Neither language nor tone of the shopper is known here, and nobody else can speak in time. */
    private static final String WRITE_AGAIN =
            "我们还在查询，请稍后再发一条消息查看回复。\nStill looking into it: please send another message in a moment to see the answer.";

    private final PassiveReplies replies = new PassiveReplies(PATIENCE, HANG_UP);
    private final KeyValueStore cache;
    private final Clock clock;
    private final WeChatEnvelope envelope;
    private final String mode;
    private final boolean possible;
    private volatile Instant lookedAt = Instant.MIN;
    private volatile boolean refused;

    /** @param possible whether pushes may be answered with messages at all */
    PassiveDoor(Connection connection, AdapterContext context, WeChatEnvelope envelope, boolean possible) {
        this.cache = context.cache();
        this.clock = context.clock();
        this.envelope = envelope;
        this.possible = possible;
        this.mode = Objects.requireNonNullElse(connection.setting("replies"), "auto");
    }

    boolean isOpen() {
        return possible
                && switch (mode) {
                    case "passive" -> true;
                    case "api" -> false;
                    default -> wasRefused();
                };
    }

    private boolean wasRefused() {
        Instant now = clock.instant();
        if (lookedAt.isBefore(now.minus(LOOK_AT_CACHE))) {
            lookedAt = now;
            refused = cache.get(KEY).isPresent();
        }
        return refused;
    }

    /**
     * Uses the API; where the account turns out to have none, the message waits for the shopper's next push.
     *
     * @param api false when the account may not use it
     */
    void openWhereRefused(BooleanSupplier api) {
        if (api.getAsBoolean()) {
            return;
        }
        if (!possible || !mode.equals("auto")) {
            throw WeChatErrors.withoutApi();
        }
        cache.put(KEY, "yes", REMEMBERED);
        refused = true;
        throw notAskedNow();
    }

    private static AdapterException notAskedNow() {
        return new AdapterException.RateLimited(
                "waits for the platform to ask, as the account has no customer service API", ASK_AGAIN);
    }

    void say(OutboundMessage message) {
        if (!replies.say(message.conversation().chatId(), PassiveMessage.words(message.content()))) {
            throw notAskedNow();
        }
    }

    WebhookAnswer answer(WebhookRequest request, List<ChannelEvent> events, WebhookAnswer otherwise) {
        if (!isOpen() || events.isEmpty()) {
            return otherwise;
        }
        String shopper = events.get(0).conversation().chatId();
        return switch (events.get(0)) {
            case ChannelEvent.MessageReceived received ->
                answer(request, shopper, received.message().messageId(), otherwise);
            case ChannelEvent.ContactJoined joined ->
                answer(request, shopper, "joined:" + shopper + joined.at(), otherwise);
            case ChannelEvent.MessageEdited edited -> otherwise;
            case ChannelEvent.MessageDeleted deleted -> otherwise;
            case ChannelEvent.StatusChanged status -> otherwise;
            case ChannelEvent.AgentSpoke spoke -> otherwise;
            case ChannelEvent.AgentLeft left -> otherwise;
            case ChannelEvent.ContactLeft left -> otherwise;
        };
    }

    private WebhookAnswer answer(WebhookRequest request, String shopper, String message, WebhookAnswer otherwise) {
        return switch (replies.await(shopper, message)) {
            case PassiveReplies.Outcome.Reply reply ->
                envelope.answer(request, shopper, reply.words(), clock.instant());
            case PassiveReplies.Outcome.TooLate tooLate ->
                envelope.answer(request, shopper, WRITE_AGAIN, clock.instant());
            case PassiveReplies.Outcome.Nothing nothing -> otherwise;
            case PassiveReplies.Outcome.AskedAgain again -> otherwise;
        };
    }
}
