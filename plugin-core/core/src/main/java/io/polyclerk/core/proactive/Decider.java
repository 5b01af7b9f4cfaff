package io.polyclerk.core.proactive;

import io.polyclerk.core.budget.Standing;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.LawKeeper;
import io.polyclerk.core.proactive.ProactivePolicy.Rule;
import io.polyclerk.core.proactive.ProactiveStore.Audience;
import io.polyclerk.core.proactive.ProactiveStore.Before;
import io.polyclerk.core.proactive.ProactiveStore.Planned;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.MessageTemplates;
import io.polyclerk.spi.store.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about what is planned, at the moment at which it is due and with the order as it is then. Changes nothing, so it can also say
 * what it would decide. Thread-safe.
 */
public final class Decider {

    private static final Duration NEWS_LIVES = Duration.ofDays(1);
    private static final Duration REST_LIVES = Duration.ofDays(3);
    private static final Duration NEWS_IS_OLD = Duration.ofDays(3);
    private static final Duration AFTER_TALK = Duration.ofMinutes(30);
    private static final Duration WHILE_TALKING = Duration.ofMinutes(1);
    private static final Duration WHILE_HUMAN = Duration.ofMinutes(30);
    private static final Duration WHILE_NO_CHANNEL = Duration.ofMinutes(10);

    private final ConnectionRegistry connections;
    private final LawKeeper law;
    private final Wording wording;

    public Decider(ConnectionRegistry connections, LawKeeper law, Wording wording) {
        this.connections = connections;
        this.law = law;
        this.wording = wording;
    }

    /** @param audience null when nobody who follows the order allows it @param order null when the store has it no more */
    public Decision decide(
            Planned planned, @Nullable Audience audience, @Nullable Order order, ProactivePolicy policy, Instant now) {
        Rule rule = policy.of(planned.occasion());
        if (!rule.on()) {
            return new Decision.Drop(Why.SWITCHED_OFF);
        }
        if (order == null) {
            return new Decision.Drop(Why.ORDER_GONE);
        }
        Optional<Why> mootReason = moot(planned, order, now);
        if (mootReason.isPresent()) {
            return new Decision.Drop(mootReason.get());
        }
        if (audience == null) {
            return new Decision.Drop(Why.NO_CONSENT);
        }
        if (planned.due()
                .plus(planned.occasion().isNews() ? NEWS_LIVES : REST_LIVES)
                .isBefore(now)) {
            return new Decision.Drop(Objects.requireNonNullElse(planned.waitedFor(), Why.TOO_LATE));
        }
        return unfit(planned, audience, order, policy, now)
                .or(() -> notYet(planned, audience, order, policy, now))
                .orElseGet(() -> say(planned, audience, order, rule, now));
    }

    /** Why there is nothing to be said any more. */
    private static Optional<Why> moot(Planned planned, Order order, Instant now) {
        if (OrderFacts.isOff(order)) {
            return Optional.of(Why.CANCELLED);
        }
        return switch (planned.occasion()) {
            case PAYMENT_REMINDER -> {
                if (OrderFacts.isPaid(order)) {
                    yield Optional.of(Why.PAID);
                }
                yield OrderFacts.isUnpaid(order) ? Optional.empty() : Optional.of(Why.NO_LONGER_TRUE);
            }
            case ORDER_SHIPPED, ORDER_DELIVERED -> {
                if (!OrderFacts.isStillTrue(order, planned.occasion(), planned.subject())) {
                    yield Optional.of(Why.NO_LONGER_TRUE);
                }
                yield isOld(order, planned, now) ? Optional.of(Why.TOO_LATE) : Optional.empty();
            }
            case REVIEW_REQUEST -> {
                if (OrderFacts.isTroubled(order)) {
                    yield Optional.of(Why.TROUBLE);
                }
                yield OrderFacts.arrived(order).isPresent() ? Optional.empty() : Optional.of(Why.NO_LONGER_TRUE);
            }
        };
    }

    private static boolean isOld(Order order, Planned planned, Instant now) {
        return OrderFacts.parcel(order, planned.subject())
                .flatMap(parcel -> Optional.ofNullable(
                        planned.occasion() == Occasion.ORDER_SHIPPED ? parcel.shippedAt() : parcel.deliveredAt()))
                .filter(at -> at.plus(NEWS_IS_OLD).isBefore(now))
                .isPresent();
    }

    /** Why it is not for these ears. */
    private static Optional<Decision> unfit(
            Planned planned, Audience audience, Order order, ProactivePolicy policy, Instant now) {
        if (audience.isGroup()) {
            return Optional.of(new Decision.Drop(Why.GROUP));
        }
        if (planned.occasion() == Occasion.REVIEW_REQUEST && audience.isTroubled()) {
            return Optional.of(new Decision.Drop(Why.TROUBLE));
        }
        Before before = audience.before();
        Instant written = audience.writtenAt();
        if (before != null && !before.isSpared() && written != null && written.isAfter(before.at())) {
            return Optional.of(new Decision.Drop(Why.REPLIED));
        }
        return audience.toldThisWeek() >= policy.perWeek()
                ? Optional.of(new Decision.Drop(Why.OFTEN_ENOUGH))
                : Optional.empty();
    }

    private Optional<Decision> notYet(
            Planned planned, Audience audience, Order order, ProactivePolicy policy, Instant now) {
        Conversation conversation = audience.conversation();
        if (conversation.holder() != Holder.BOT) {
            return wait(now.plus(WHILE_HUMAN), Why.HUMAN);
        }
        if (audience.isTalking()) {
            return wait(now.plus(WHILE_TALKING), Why.TALKING);
        }
        Before before = audience.before();
        if (before != null) {
            Instant next = before.at().plus(policy.of(planned.occasion()).again());
            if (next.isAfter(now)) {
                return wait(next, Why.TOO_SOON);
            }
        }
        Instant written = audience.writtenAt();
        if (written != null
                && written.plus(AFTER_TALK).isAfter(now)
                && policy.of(planned.occasion()).after().compareTo(AFTER_TALK) >= 0) {
            return wait(written.plus(AFTER_TALK), Why.TALKING);
        }
        Instant awake = policy.night()
                .next(
                        now,
                        order.shippingAddress() == null
                                ? null
                                : order.shippingAddress().countryCode());
        if (awake.isAfter(now)) {
            return wait(awake, Why.QUIET_HOURS);
        }
        return connections.channel(conversation.key().connection()).isPresent()
                ? Optional.empty()
                : wait(now.plus(WHILE_NO_CHANNEL), Why.NO_CHANNEL);
    }

    private static Optional<Decision> wait(Instant until, Why why) {
        return Optional.of(new Decision.Wait(until, why));
    }

    private Decision say(Planned planned, Audience audience, Order order, Rule rule, Instant now) {
        Conversation conversation = audience.conversation();
        ChannelAdapter channel =
                connections.channel(conversation.key().connection()).orElseThrow();
        Standing standing = law.standing(conversation.id(), conversation.key(), channel, now);
        Integer left = standing.left();
        String language = conversation.language();
        Optional<Message> message = standing.open() && (left == null || left > 0)
                ? Optional.of(wording.free(
                        planned.occasion(),
                        order,
                        planned.subject(),
                        language,
                        rule.texts().get(language),
                        channel.capabilities()))
                : approved(channel, planned, order, language);
        if (message.isEmpty()) {
            return new Decision.Drop(Why.WINDOW_CLOSED);
        }
        return isSpared(planned, audience, order, rule) ? new Decision.Spare() : new Decision.Tell(message.get());
    }

    private Optional<Message> approved(ChannelAdapter channel, Planned planned, Order order, String language) {
        return channel instanceof MessageTemplates templates
                ? wording.approved(templates, planned.occasion(), order, planned.subject(), language)
                : Optional.empty();
    }

    private static boolean isSpared(Planned planned, Audience audience, Order order, Rule rule) {
        Before before = audience.before();
        if (before != null) {
            return before.isSpared();
        }
        String customer = order.customer().id();
        String shopper = customer == null
                ? audience.conversation().id().value()
                : planned.store().value() + "/" + customer;
        return ControlGroup.holds(planned.merchant(), planned.occasion(), shopper, rule.controlPercent());
    }
}
