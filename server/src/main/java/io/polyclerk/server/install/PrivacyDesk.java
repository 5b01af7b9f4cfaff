package io.polyclerk.server.install;

import io.polyclerk.server.install.PersonalRecords.Ended;
import io.polyclerk.server.install.PersonalRecords.Talk;
import io.polyclerk.server.install.PrivacyStore.Demand;
import io.polyclerk.server.json.Json;
import io.polyclerk.spi.PrivacyRequest;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Carries out what people and platforms demand about personal data. Thread-safe; carrying out twice does no harm. */
public final class PrivacyDesk {

    private static final System.Logger LOGGER = System.getLogger(PrivacyDesk.class.getName());
    /** What the platforms and Regulation (EU) 2016/679, article 12(3), give: a month. */
    private static final Duration DUE = Duration.ofDays(30);

    private static final int AT_ONCE = 50;

    private final PrivacyStore demands;
    private final PersonalRecords records;
    private final InstallationStore installations;
    private final AuditSink audit;
    private final Clock clock;

    public PrivacyDesk(
            PrivacyStore demands,
            PersonalRecords records,
            InstallationStore installations,
            AuditSink audit,
            Clock clock) {
        this.demands = demands;
        this.records = records;
        this.installations = installations;
        this.audit = audit;
        this.clock = clock;
    }

    /** Keeps a demand; it is durable when this returns. @return its id */
    public String take(Installed installed, PrivacyRequest request) {
        Instant now = clock.instant();
        return demands.keep(installed.id(), request, now, now.plus(DUE));
    }

    /** Carries out what waits. @return how many demands */
    public int work() {
        List<Demand> waiting = demands.waiting(AT_ONCE);
        int done = 0;
        for (Demand demand : waiting) {
            try {
                carryOut(demand);
                done++;
            } catch (RuntimeException failure) {
                // It waits on and is tried again; the next one must not wait for it.
                LOGGER.log(System.Logger.Level.ERROR, "privacy request " + demand.id() + " failed", failure);
            }
        }
        return done;
    }

    /** Takes a demand and carries it out at once. @return the demand when it is done */
    public Demand doNow(Installed installed, PrivacyRequest request) {
        String id = take(installed, request);
        Demand demand = demands.find(id).orElseThrow();
        if (demand.status() == PrivacyStore.Status.WAITING) {
            carryOut(demand);
        }
        return demands.find(id).orElseThrow();
    }

    private void carryOut(Demand demand) {
        PrivacyRequest request = demand.request();
        Optional<Installed> installed = installations.find(demand.installation());
        if (request == null || installed.isEmpty()) {
            demands.done(demand.id(), "{}", null, clock.instant());
            return;
        }
        Result result = resultOf(installed.get(), request);
        demands.done(demand.id(), Json.write(result.outcome()), result.found(), clock.instant());
        audit.record(
                clock.instant(),
                "privacy",
                request.kind().name().toLowerCase(java.util.Locale.ROOT),
                "request " + demand.id());
    }

    private Result resultOf(Installed installed, PrivacyRequest request) {
        return switch (request.kind()) {
            case EXPORT_CUSTOMER -> {
                List<Talk> found = records.of(person(installed, request));
                yield new Result(Map.of("conversations", found.size()), Json.write(Map.of("conversations", found)));
            }
            case ERASE_CUSTOMER -> new Result(records.end(person(installed, request)), null);
            case ERASE_SHOP -> new Result(endShop(installed), null);
        };
    }

    /** @param found what is handed to the merchant; null when nothing is */
    private record Result(Object outcome, @Nullable String found) {}

    /** Not when the shop has come back: then its data is in use again. */
    private Ended endShop(Installed installed) {
        boolean isBack = installations
                .ofShop(installed.adapter(), installed.shop())
                .filter(now -> now.status() == Installed.Status.ACTIVE)
                .isPresent();
        if (isBack) {
            return Ended.NOTHING;
        }
        TreeSet<String> connections = new TreeSet<>();
        for (ConnectionId connection : new ConnectionId[] {installed.store(), installed.chat()}) {
            if (connection != null) {
                connections.add(connection.value());
            }
        }
        return records.endAll(connections);
    }

    private static Person person(Installed installed, PrivacyRequest request) {
        String merchant = installed.merchant();
        ConnectionId store = installed.store();
        return new Person(
                merchant == null ? "" : merchant,
                store == null ? "" : store.value(),
                request.customerId(),
                request.email(),
                request.phone(),
                request.orders());
    }

    /** What was found for a demand of a customer's data, as JSON. */
    public Optional<String> result(String id) {
        return demands.result(id);
    }

    public List<Demand> all(int limit) {
        return demands.all(null, limit);
    }

    public Optional<Demand> find(String id) {
        return demands.find(id);
    }
}
