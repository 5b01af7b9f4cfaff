package io.polyclerk.server.knowledge;

import io.polyclerk.ai.retrieval.PieceCutter;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.server.persistence.knowledge.SqlLibrary;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.Entry;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.Kind;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.State;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.ShopPolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the policies of stores, again and again: what a shop has changed is known soon after, and what it has taken away is
 * forgotten. A store that cannot be reached keeps what was known of it. Thread-safe.
 */
public final class PolicyFeed implements Retriever {

    private static final System.Logger LOGGER = System.getLogger(PolicyFeed.class.getName());
    private static final String ID_PREFIX = "policy-";

    private final ConnectionRegistry connections;
    private final SqlLibrary library;
    private final Retriever retriever;
    private final Duration interval;
    private final Clock clock;
    private final Map<String, Instant> refreshed = new ConcurrentHashMap<>();

    /** @param interval how old what is known of a store may be before it is asked again */
    public PolicyFeed(
            ConnectionRegistry connections, SqlLibrary library, Retriever retriever, Duration interval, Clock clock) {
        this.connections = connections;
        this.library = library;
        this.retriever = retriever;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public Findings find(Question question) {
        keepFresh(question.merchant());
        return retriever.find(question);
    }

    /** The first question of a merchant waits for the stores; later ones are answered from what is known and refresh it beside that. */
    private void keepFresh(String merchant) {
        Instant now = clock.instant();
        Instant before = refreshed.get(merchant);
        if (before == null) {
            refresh(merchant);
        } else if (Duration.between(before, now).compareTo(interval) > 0 && refreshed.replace(merchant, before, now)) {
            Thread.ofVirtual().name("polyclerk-policies").start(() -> refresh(merchant));
        }
    }

    /** Asks the stores of a merchant now. */
    public void refresh(String merchant) {
        refreshed.put(merchant, clock.instant());
        try {
            Set<String> kept = new HashSet<>();
            for (OpenStore store : connections.storesOf(merchant)) {
                take(merchant, store, kept);
            }
            for (Entry entry : library.all(merchant)) {
                if (entry.kind() == Kind.POLICY && !kept.contains(entry.id())) {
                    library.delete(entry.id());
                }
            }
        } catch (RuntimeException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "policies could not be taken over: {0}", failure.getMessage());
        }
    }

    private void take(String merchant, OpenStore store, Set<String> kept) {
        List<ShopPolicy> policies;
        try {
            policies = store.adapter().policies();
        } catch (AdapterException unreachable) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "policies of {0} stay as they were: {1}",
                    store.id(),
                    unreachable.getMessage());
            library.all(merchant).stream()
                    .map(Entry::id)
                    .filter(id -> id.startsWith(ID_PREFIX + store.id().value() + "-"))
                    .forEach(kept::add);
            return;
        }
        Map<String, Integer> seen = new java.util.HashMap<>();
        for (ShopPolicy policy : policies) {
            String key = store.id().value() + "-" + policy.kind() + "-" + policy.language();
            String id = ID_PREFIX + key + "-" + seen.merge(key, 1, Integer::sum);
            String shortId =
                    id.length() <= 64 ? id : ID_PREFIX + Digests.sha256(id).substring(0, 40);
            kept.add(shortId);
            take(merchant, shortId, policy);
        }
    }

    private void take(String merchant, String id, ShopPolicy policy) {
        String page = addressOf(policy.page());
        String version = Digests.sha256(policy.title() + "\n" + policy.text() + "\n" + page);
        boolean isKnown = library.one(id)
                .filter(entry ->
                        entry.version().equals(version) && entry.merchant().equals(merchant))
                .isPresent();
        if (isKnown) {
            return;
        }
        Entry entry = new Entry(
                id,
                merchant,
                Kind.POLICY,
                policy.title(),
                policy.language(),
                page,
                "text/plain",
                State.READY,
                100,
                null,
                version,
                clock.instant());
        library.save(entry, new PieceCutter(policy.language()).cut(policy.text()), false);
    }

    private static @Nullable String addressOf(@Nullable URI page) {
        return page == null || page.toString().length() > 2000 ? null : page.toString();
    }
}
