package io.polyclerk.server.billing;

import io.polyclerk.core.rollout.Mode;
import io.polyclerk.core.rollout.Rollout;
import io.polyclerk.core.rollout.Rollouts;
import io.polyclerk.server.billing.BillingDesk.Stop;
import io.polyclerk.server.persistence.billing.BillingAccounts;
import io.polyclerk.server.persistence.billing.BillingAccounts.Account;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Counts, closes months and watches caps, once a minute. Every node may do it: nothing is counted or closed twice. Where a plan or a cap is
 * used up the bot fetches humans until the next month, the next plan or a higher cap.
 */
public final class BillingUpkeep implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(BillingUpkeep.class.getName());
    private static final int EVERY_SECONDS = 60;

    private final BillingDesk desk;
    private final BillingAccounts accounts;
    private final Runnable settling;
    private final Map<String, Stop> stopped = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("polyclerk-billing").daemon(true).factory());

    /** @param settling pays invoices through platforms */
    public BillingUpkeep(BillingDesk desk, BillingAccounts accounts, Runnable settling) {
        this.desk = desk;
        this.accounts = accounts;
        this.settling = settling;
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::work, 5, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** One round. */
    void work() {
        quietly(() -> desk.closeEnded()
                .forEach(invoice -> LOGGER.log(
                        System.Logger.Level.INFO,
                        "closed {0}: {1} {2}",
                        invoice.id(),
                        invoice.total(),
                        invoice.currency())));
        quietly(() -> accounts.accounts().forEach(account -> quietly(() -> look(account))));
        quietly(settling);
    }

    /** Looks at one account again, as after a change of its plan. */
    public void look(Account account) {
        Optional<Stop> stop = desk.look(account);
        stop.ifPresentOrElse(why -> stopped.put(account.merchant(), why), () -> stopped.remove(account.merchant()));
    }

    /** Why the merchant's bot fetches humans, if it does. */
    public Optional<Stop> stop(String merchant) {
        return Optional.ofNullable(stopped.get(merchant));
    }

    /** Rollouts in which the bot does nothing by itself while the merchant's plan or cap is used up. */
    public Rollouts within(Rollouts usual) {
        return merchant -> {
            Rollout rollout = usual.of(merchant);
            return stopped.containsKey(merchant) ? new Rollout(Mode.OFF, Map.of(), rollout.advises()) : rollout;
        };
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            // The next round tries again; a timer that throws would never run again.
            LOGGER.log(System.Logger.Level.ERROR, "billing failed", failure);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
