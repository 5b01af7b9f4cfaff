package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.ReplyLaw;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests of shoppers that are kept open until there is something to say in their answer. The platform waits five seconds, then hangs up
 * and sends the same message again, three times in all; after that, or after any answer, the moment is over. Each message gets at most one
 * reply, whichever of its deliveries carries it. Thread-safe.
 */
final class PassiveReplies {

    /** Deliveries of one message: five seconds each, less what the last one needs to be answered. */
    private static final Duration WINDOW = Duration.ofSeconds(14);

    private static final int DELIVERIES = 3;
    private static final int MOST = 10_000;

    /** One reply, while the platform still asks. Whatever comes too late waits for the shopper's next message. */
    static final ReplyLaw LAW = new ReplyLaw(
            WINDOW,
            1,
            Duration.ZERO,
            0,
            false,
            1,
            Map.of(
                    AccountReader.MENU_CLICK, new ReplyLaw.Opening(WINDOW, 1),
                    AccountReader.FOLLOW, new ReplyLaw.Opening(WINDOW, 1),
                    AccountReader.SCAN, new ReplyLaw.Opening(WINDOW, 1)));

    private final Duration patience;
    private final Duration hangUp;
    private final Map<String, Asked> open = new LinkedHashMap<>();

    /** Messages that are done with, and how often the others have come. */
    private final Map<String, Integer> deliveries = Collections.synchronizedMap(new Recent());

    private static final class Recent extends LinkedHashMap<String, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST;
        }
    }

    /** A request that waits. Completed with null when nothing will be said in it. */
    private record Asked(String message, CompletableFuture<@Nullable String> reply) {}

    /** What became of a request. */
    sealed interface Outcome {
        record Reply(String words) implements Outcome {}

        /** Nothing is to be said, or it was said already. */
        record Nothing() implements Outcome {}

        /** The platform has hung up and asks again. */
        record AskedAgain() implements Outcome {}

        /** It asked for the last time. */
        record TooLate() implements Outcome {}
    }

    /**
     * @param patience how long one delivery is kept open
     * @param hangUp how much longer, so that the platform hangs up and asks again
     */
    PassiveReplies(Duration patience, Duration hangUp) {
        this.patience = patience;
        this.hangUp = hangUp;
    }

    /** Waits for something to say. @param message its id, the same in all deliveries */
    Outcome await(String shopper, String message) {
        Asked asked = new Asked(message, new CompletableFuture<>());
        int delivery;
        synchronized (open) {
            delivery = deliveries.merge(message, 1, Integer::sum);
            if (delivery > DELIVERIES) {
                return new Outcome.Nothing();
            }
            Asked before = open.put(shopper, asked);
            if (before != null) {
                // Somebody who writes in pieces is answered once, in the last one; a repeated delivery replaces the one
                // before.
                before.reply().complete(null);
                deliveries.put(before.message(), before.message().equals(message) ? delivery : DELIVERIES);
            }
        }
        return awaited(shopper, asked, delivery);
    }

    private Outcome awaited(String shopper, Asked asked, int delivery) {
        try {
            String reply = asked.reply().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return reply == null ? new Outcome.Nothing() : new Outcome.Reply(reply);
        } catch (TimeoutException nothingYet) {
            synchronized (open) {
                String reply = asked.reply().getNow(null);
                if (asked.reply().isDone()) {
                    return reply == null ? new Outcome.Nothing() : new Outcome.Reply(reply);
                }
                open.remove(shopper, asked);
            }
            if (delivery == DELIVERIES) {
                return new Outcome.TooLate();
            }
            pause();
            return new Outcome.AskedAgain();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return new Outcome.Nothing();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    private void pause() {
        try {
            Thread.sleep(hangUp);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isOpen(String shopper) {
        synchronized (open) {
            return open.containsKey(shopper);
        }
    }

    /** Says something in the request that is open. @return false when there is none now */
    boolean say(String shopper, String words) {
        synchronized (open) {
            Optional<Asked> asked = Optional.ofNullable(open.remove(shopper));
            asked.ifPresent(one -> {
                deliveries.put(one.message(), DELIVERIES);
                one.reply().complete(words);
            });
            return asked.isPresent();
        }
    }
}
