package io.polyclerk.server.billing;

import io.polyclerk.server.persistence.billing.UsageLog;
import io.polyclerk.server.persistence.billing.UsageLog.Fresh;
import io.polyclerk.server.persistence.billing.UsageLog.Owned;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Counts what has happened since it last looked. It may be stopped at any point and run twice at once, on any nodes: what was counted has
 * a key, and the mark moves only over events that are counted.
 *
 * <p>On a database that several nodes write to, an event may become visible after one with a higher id. So the mark follows at a distance
 * of ten minutes by the steady clock of this process, which no change of the wall clock moves; what was seen in between is remembered
 * and, after a restart, simply counted again.
 */
public final class UsageMeter {

    private static final Duration DISTANCE = Duration.ofMinutes(10);
    private static final int EVENTS_AT_ONCE = 2_000;

    private final UsageLog log;
    private final LongSupplier steadyNanos;
    private final long start;
    private final Set<Long> seen = new HashSet<>();
    private final ArrayDeque<Reached> reached = new ArrayDeque<>();

    private record Reached(long event, long nanos) {}

    public UsageMeter(UsageLog log) {
        this(log, System::nanoTime);
    }

    /** @param steadyNanos never goes back */
    UsageMeter(UsageLog log, LongSupplier steadyNanos) {
        this.log = log;
        this.steadyNanos = steadyNanos;
        this.start = log.start();
    }

    /** Counts everything that is there. @return how many units were new */
    public synchronized int count() {
        long began = steadyNanos.getAsLong();
        long from = log.mark();
        long highest = from;
        int counted = 0;
        List<Fresh> page = log.after(from, EVENTS_AT_ONCE);
        while (!page.isEmpty()) {
            counted += count(page, Math.max(start, from));
            highest = page.get(page.size() - 1).id();
            page = log.after(highest, EVENTS_AT_ONCE);
        }
        reached.add(new Reached(highest, began));
        advance(began);
        return counted;
    }

    /** @param known event up to which all is counted, so that nothing of it has to be kept again */
    private int count(List<Fresh> page, long known) {
        Map<String, String> merchants = new LinkedHashMap<>();
        page.stream()
                .filter(event -> !seen.contains(event.id()))
                .forEach(event -> merchants.put(event.conversation(), event.merchant()));
        List<Owned> units = new ArrayList<>();
        for (Map.Entry<String, String> one : merchants.entrySet()) {
            UsageReader.read(one.getKey(), log.history(one.getKey()), known)
                    .forEach(unit -> units.add(new Owned(one.getValue(), unit)));
        }
        int counted = log.record(units);
        page.forEach(event -> seen.add(event.id()));
        return counted;
    }

    private void advance(long now) {
        long mark = -1;
        while (!reached.isEmpty() && now - reached.element().nanos() >= DISTANCE.toNanos()) {
            mark = reached.remove().event();
        }
        if (mark >= 0) {
            log.advance(mark);
            long counted = mark;
            seen.removeIf(event -> event <= counted);
        }
    }
}
