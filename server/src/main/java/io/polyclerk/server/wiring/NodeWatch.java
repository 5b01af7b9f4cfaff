package io.polyclerk.server.wiring;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.server.persistence.delivery.Nodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Gives signs of life to other nodes, and takes over what those leave behind that give none. */
final class NodeWatch implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(NodeWatch.class.getName());
    private static final int BEATS_IN_A_LIFE = 4;

    private final Nodes nodes;
    private final Consumer<List<ConversationId>> takenOver;
    private final Clock clock;
    private final Duration pause;
    private final Thread thread;
    private volatile boolean closed;

    /** @param takenOver told what this node has to do now */
    NodeWatch(Nodes nodes, Consumer<List<ConversationId>> takenOver, Clock clock) {
        this.nodes = nodes;
        this.takenOver = takenOver;
        this.clock = clock;
        this.pause = nodes.life().dividedBy(BEATS_IN_A_LIFE);
        nodes.beat();
        // A thread of the platform: signs of life must not wait for a carrier that others hold.
        thread = Thread.ofPlatform().daemon().name("polyclerk-node").start(this::watch);
    }

    /** After a time without a database everybody's signs are old: who judges others must have seen it for a whole life. */
    private void watch() {
        Instant steadySince = clock.instant();
        while (!closed) {
            try {
                Thread.sleep(pause);
                nodes.beat();
                if (!steadySince.plus(nodes.life()).isAfter(clock.instant())) {
                    takeOver();
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException databaseIsAway) {
                steadySince = clock.instant();
                if (!closed) {
                    LOGGER.log(System.Logger.Level.WARNING, "no sign of life: {0}", databaseIsAway.getMessage());
                }
            }
        }
    }

    private void takeOver() {
        List<ConversationId> taken = nodes.takeOver();
        if (!taken.isEmpty()) {
            LOGGER.log(System.Logger.Level.INFO, "taking over {0} conversations of a node that is gone", taken.size());
            takenOver.accept(taken);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(pause);
            nodes.leave();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException databaseIsAway) {
            LOGGER.log(System.Logger.Level.DEBUG, "the lease ends by itself", databaseIsAway);
        }
    }
}
