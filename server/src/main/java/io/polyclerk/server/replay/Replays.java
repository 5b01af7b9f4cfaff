package io.polyclerk.server.replay;

import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.persistence.knowledge.ReplayStore;
import io.polyclerk.server.persistence.knowledge.ReplayStore.Replay;
import io.polyclerk.server.persistence.knowledge.ReplayStore.State;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Plays past chats in the background, one file after the other, so that shoppers of today do not wait for those of yesterday. Thread-safe. */
public final class Replays implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Replays.class.getName());
    private static final int CHATS_BETWEEN_REPORTS = 10;

    private final ReplayStore store;
    private final TurnWork adviser;
    private final OpenConnections connections;
    private final UnaryOperator<String> masked;
    private final Clock clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("polyclerk-replay").factory());
    private volatile boolean closing;

    public Replays(
            ReplayStore store,
            TurnWork adviser,
            OpenConnections connections,
            UnaryOperator<String> masked,
            Clock clock) {
        this.store = store;
        this.adviser = adviser;
        this.connections = connections;
        this.masked = masked;
        this.clock = clock;
    }

    /** At start: what a stop has interrupted is not taken up, and says so. */
    public void start() {
        store.failRunning("the server was stopped; play the file again", clock.instant());
    }

    /** The channel that answers would be fitted to; empty when the merchant has none. */
    public Optional<ConnectionId> channelOf(String merchant) {
        return connections.all().stream()
                .filter(one -> one.connection().merchant().equals(merchant))
                .filter(one -> one.adapter() instanceof ChannelAdapter)
                .filter(one -> connections.channel(one.connection().id()).isPresent())
                .map(one -> one.connection().id())
                .findFirst();
    }

    /** Begins; how far it is stands in the store. */
    public Replay begin(String merchant, String name, ConnectionId channel, List<PastChat> chats) {
        Replay replay = store.add(UUID.randomUUID().toString(), merchant, name, chats.size(), clock.instant());
        worker.execute(() -> run(replay, channel, chats));
        return replay;
    }

    private void run(Replay replay, ConnectionId channel, List<PastChat> chats) {
        ReplayRun run = new ReplayRun(adviser, replay.merchant(), channel, clock.instant(), masked);
        boolean ended = false;
        try {
            int done = 0;
            for (PastChat chat : chats) {
                if (closing) {
                    ended = true;
                    return;
                }
                run.play(chat);
                done++;
                if (done % CHATS_BETWEEN_REPORTS == 0 && !store.progress(replay.id(), done)) {
                    ended = true;
                    return;
                }
            }
            store.end(replay.id(), State.DONE, done, run.result(), null, clock.instant());
            ended = true;
        } catch (RuntimeException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "a replay failed", failure);
        } finally {
            // Also after an error that nobody catches: what does not run any more must not look as if it did.
            if (!ended) {
                store.end(
                        replay.id(), State.FAILED, 0, null, "something went wrong; the log has more", clock.instant());
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        worker.shutdown();
    }
}
