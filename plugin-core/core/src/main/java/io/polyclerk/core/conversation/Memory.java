package io.polyclerk.core.conversation;

import io.polyclerk.spi.message.Option;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the bot remembers of a conversation between turns. Holds no order data: only which orders this sender has proven to be theirs.
 *
 * @param language BCP 47 tag of the last turn; null before the first
 * @param disclosed whether the bot has said that it is a bot
 * @param question what was asked and not answered
 * @param orderNumber the order that is being talked about, as the shopper wrote it
 * @param product what product is being talked about, in the shopper's words
 * @param provenOrders store ids of orders whose ownership was proven here
 * @param failedProofs wrong proofs in a row
 * @param lockedUntil no proof is looked at before; null when not locked
 * @param misunderstood turns in a row that were not understood
 * @param angryTurns turns in a row in which the shopper was angry
 * @param offered the options that were shown last, so that a typed number can pick one
 */
public record Memory(
        @Nullable String language,
        boolean disclosed,
        @Nullable OpenQuestion question,
        @Nullable String orderNumber,
        @Nullable String product,
        Set<String> provenOrders,
        int failedProofs,
        @Nullable Instant lockedUntil,
        int misunderstood,
        int angryTurns,
        List<Option> offered) {

    /** Nothing was said yet. */
    public static final Memory EMPTY = new Memory(null, false, null, null, null, Set.of(), 0, null, 0, 0, List.of());

    public Memory {
        provenOrders = Set.copyOf(provenOrders);
        offered = List.copyOf(offered);
    }

    public Memory speaking(String tag) {
        return new Memory(
                tag,
                disclosed,
                question,
                orderNumber,
                product,
                provenOrders,
                failedProofs,
                lockedUntil,
                misunderstood,
                angryTurns,
                offered);
    }

    public Memory afterDisclosure() {
        return new Memory(
                language,
                true,
                question,
                orderNumber,
                product,
                provenOrders,
                failedProofs,
                lockedUntil,
                misunderstood,
                angryTurns,
                offered);
    }

    public Memory asking(@Nullable OpenQuestion open) {
        return new Memory(
                language,
                disclosed,
                open,
                orderNumber,
                product,
                provenOrders,
                failedProofs,
                lockedUntil,
                misunderstood,
                angryTurns,
                offered);
    }

    public Memory aboutOrder(@Nullable String number) {
        return new Memory(
                language,
                disclosed,
                question,
                number,
                product,
                provenOrders,
                failedProofs,
                lockedUntil,
                misunderstood,
                angryTurns,
                offered);
    }

    public Memory aboutProduct(@Nullable String words) {
        return new Memory(
                language,
                disclosed,
                question,
                orderNumber,
                words,
                provenOrders,
                failedProofs,
                lockedUntil,
                misunderstood,
                angryTurns,
                offered);
    }

    public Memory proven(String orderId) {
        Set<String> orders = new TreeSet<>(provenOrders);
        orders.add(orderId);
        return new Memory(
                language,
                disclosed,
                question,
                orderNumber,
                product,
                orders,
                0,
                null,
                misunderstood,
                angryTurns,
                offered);
    }

    public Memory proofFailed(@Nullable Instant lock) {
        return new Memory(
                language,
                disclosed,
                question,
                orderNumber,
                product,
                provenOrders,
                lock == null ? failedProofs + 1 : 0,
                lock,
                misunderstood,
                angryTurns,
                offered);
    }

    public Memory understood() {
        return new Memory(
                language,
                disclosed,
                question,
                orderNumber,
                product,
                provenOrders,
                failedProofs,
                lockedUntil,
                0,
                angryTurns,
                offered);
    }

    public Memory notUnderstood() {
        return new Memory(
                language,
                disclosed,
                question,
                orderNumber,
                product,
                provenOrders,
                failedProofs,
                lockedUntil,
                misunderstood + 1,
                angryTurns,
                offered);
    }

    public Memory angry(boolean angry) {
        return new Memory(
                language,
                disclosed,
                question,
                orderNumber,
                product,
                provenOrders,
                failedProofs,
                lockedUntil,
                misunderstood,
                angry ? angryTurns + 1 : 0,
                offered);
    }

    public Memory offering(List<Option> options) {
        return new Memory(
                language,
                disclosed,
                question,
                orderNumber,
                product,
                provenOrders,
                failedProofs,
                lockedUntil,
                misunderstood,
                angryTurns,
                options);
    }
}
