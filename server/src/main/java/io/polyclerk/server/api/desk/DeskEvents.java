package io.polyclerk.server.api.desk;

import io.polyclerk.server.access.Caller;
import io.polyclerk.server.persistence.conversations.ConversationChanges;
import io.polyclerk.server.persistence.conversations.ConversationChanges.Change;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then which conversations have changed and tells those who listen what is theirs to know. Nobody listens: nothing is
 * looked up. Thread-safe.
 */
@ApplicationScoped
public class DeskEvents {

    private static final System.Logger LOGGER = System.getLogger(DeskEvents.class.getName());
    private static final long PAUSE_MS = 400;

    private final @Nullable ConversationChanges changes;
    private final @Nullable Clock clock;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> told = new HashMap<>();
    private volatile boolean closed;
    private @Nullable Thread watcher;

    /** Somebody who wants to know. @param told given ids of conversations */
    public record Listener(Caller caller, Consumer<List<String>> told) {}

    /** For the container's proxy. */
    DeskEvents() {
        this.changes = null;
        this.clock = null;
    }

    @Inject
    public DeskEvents(ConversationChanges changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    /** Tells a listener from now on. */
    public synchronized void add(Listener listener) {
        listeners.add(listener);
        if (watcher == null || !watcher.isAlive()) {
            watcher = Thread.ofVirtual().name("polyclerk-desk-events").start(this::watch);
        }
    }

    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    private void watch() {
        if (clock == null) {
            return;
        }
        Instant last = clock.instant();
        try {
            while (!closed && !listeners.isEmpty()) {
                Instant now = clock.instant();
                look(last);
                last = now;
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Instant since) {
        if (changes == null) {
            return;
        }
        try {
            List<Change> found = changes.since(since);
            List<Change> fresh = new ArrayList<>();
            for (Change change : found) {
                if (!Long.valueOf(change.version()).equals(told.put(change.conversation(), change.version()))) {
                    fresh.add(change);
                }
            }
            told.keySet().retainAll(found.stream().map(Change::conversation).toList());
            if (!fresh.isEmpty()) {
                listeners.forEach(listener -> tell(listener, fresh));
            }
        } catch (RuntimeException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "changes could not be looked up", failure);
        }
    }

    private static void tell(Listener listener, List<Change> fresh) {
        List<String> ids = fresh.stream()
                .filter(change -> listener.caller().sees(change.merchant()))
                .map(Change::conversation)
                .toList();
        if (!ids.isEmpty()) {
            listener.told().accept(ids);
        }
    }

    @PreDestroy
    void close() {
        closed = true;
        if (watcher != null) {
            watcher.interrupt();
        }
    }
}
