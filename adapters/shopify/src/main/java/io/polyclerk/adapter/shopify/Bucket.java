package io.polyclerk.adapter.shopify;

import feign.Response;
import io.polyclerk.spi.AdapterException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the shop still grants. A shop takes the price of a call from a bucket that fills up steadily, gives back what the call did not
 * need, and says with each answer how full the bucket is; a call that it cannot pay for is refused. So a call waits here for its
 * price, as long as that is worth it.
 */
final class Bucket {

    /** A shopper waits this long rather than read that it did not work. */
    private static final Duration WORTH_WAITING = Duration.ofSeconds(5);

    /** More than any of our operations may cost. */
    static final double UNKNOWN_PRICE = 700;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final Map<String, Double> prices = new ConcurrentHashMap<>();
    private final double unknownPrice;
    private double size;
    private double restorePerSecond;
    private double available;
    private double onTheirWay;
    private long asOf = System.nanoTime();

    private Bucket(double size, double restorePerSecond, double unknownPrice) {
        this.size = size;
        this.restorePerSecond = restorePerSecond;
        this.unknownPrice = unknownPrice;
        available = size;
    }

    /** Begins with less than the smallest plan has; the first answer tells how much there is. */
    static Bucket ofGraphQl() {
        return new Bucket(1_000, 50, UNKNOWN_PRICE);
    }

    static Bucket ofRest() {
        return new Bucket(40, 2, 1);
    }

    /**
     * Waits until a call can be paid for. Must be followed by {@link #done}.
     *
     * @return the price that was put aside
     */
    double take(String operation) {
        long end = System.nanoTime() + WORTH_WAITING.toNanos();
        lock.lock();
        try {
            while (true) {
                refill();
                double price = Math.min(prices.getOrDefault(operation, unknownPrice), size);
                double missing = price - available;
                if (missing <= 0) {
                    available -= price;
                    onTheirWay += price;
                    return price;
                }
                long untilRefilled = (long) Math.ceil(missing / restorePerSecond * 1e9);
                long left = end - System.nanoTime();
                // While others are on their way they may give back much; otherwise it is known how long it takes.
                if (left <= 0 || (onTheirWay == 0 && untilRefilled > left)) {
                    throw new AdapterException.RateLimited(
                            "what the shop grants per second is used up", Duration.ofNanos(untilRefilled));
                }
                changed.awaitNanos(Math.min(left, untilRefilled));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AdapterException.Unavailable("stopped while waiting for the shop", false, null);
        } finally {
            lock.unlock();
        }
    }

    /** @param cost what the call really needed */
    void done(double price, double cost) {
        lock.lock();
        try {
            refill();
            onTheirWay = Math.max(0, onTheirWay - price);
            available = Math.min(size, available + Math.max(0, price - cost));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void learnPrice(String operation, double price) {
        if (price > 0) {
            prices.put(operation, price);
        }
    }

    /** What the shop says can be older than what is known here, so while others are on their way only less is believed. */
    void learn(double granted, double largest, double restore) {
        lock.lock();
        try {
            if (largest > 0 && restore > 0) {
                refill();
                available += largest - size;
                size = largest;
                restorePerSecond = restore;
                available = onTheirWay == 0 ? granted : Math.min(available, granted);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** REST says how much was used: {@code 32/40}. */
    void learnFrom(Response response) {
        Answers.header(response, "X-Shopify-Shop-Api-Call-Limit")
                .filter(used -> used.matches("\\d{1,5}/[1-9]\\d{0,4}"))
                .map(used -> used.split("/", -1))
                .ifPresent(used -> {
                    double largest = Double.parseDouble(used[1]);
                    // The same on every plan: a full bucket lasts twenty seconds.
                    learn(largest - Double.parseDouble(used[0]), largest, largest / 20);
                });
    }

    private void refill() {
        long now = System.nanoTime();
        available = Math.min(size, available + (now - asOf) / (double) TimeUnit.SECONDS.toNanos(1) * restorePerSecond);
        asOf = now;
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AdapterException.Unavailable("stopped while waiting for the shop", true, null);
        }
    }
}
