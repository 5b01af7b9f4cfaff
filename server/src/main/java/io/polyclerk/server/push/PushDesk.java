package io.polyclerk.server.push;

import io.polyclerk.core.observe.Counters;
import io.polyclerk.server.access.Access;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.notices.NoticeLetters;
import io.polyclerk.server.notices.NoticeSource;
import io.polyclerk.server.persistence.notices.PushOutlet;
import io.polyclerk.server.persistence.notices.PushOutlet.Browser;
import io.polyclerk.server.persistence.notices.PushOutlet.Subscription;
import io.polyclerk.server.persistence.notices.PushOutlet.Words;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lets people be told in their browsers what they should look at. Thread-safe. */
public final class PushDesk implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(PushDesk.class.getName());
    private static final int BROWSERS = 10;
    private static final int EVERY_SECONDS = 5;
    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final Duration TRIAL_LASTS = Duration.ofMinutes(5);

    private final PushOutlet outlet;
    private final PushKeys keys;
    private final PushServices services;
    private final PushSender sender;
    private final PushNotices notices;
    private final PushCourier courier;
    private final NoticeLetters letters;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("polyclerk-push").daemon(true).factory());

    /** How this server shows itself to push services, and which of them it calls. @param contact that they can complain to */
    public record Way(PushKeys keys, URI contact, PushServices services) {}

    /** What there is to tell. @param longestWaiting gives the conversation of the shopper who waits longest, of a merchant or of all */
    public record Source(NoticeSource notices, Function<@Nullable String, Optional<String>> longestWaiting) {}

    public PushDesk(
            PushOutlet outlet,
            Way way,
            Access access,
            Source source,
            NoticeLetters letters,
            Counters counters,
            Clock clock) {
        this.outlet = outlet;
        this.keys = way.keys();
        this.services = way.services();
        this.sender = new PushSender(way.keys(), way.contact(), way.services());
        this.notices = new PushNotices(outlet, access, source.notices(), source.longestWaiting(), letters, clock);
        this.courier = new PushCourier(outlet, sender, counters, clock);
        this.letters = letters;
        this.clock = clock;
    }

    /** What a browser wants to know before it lets itself be told, in base64url. */
    public String publicKey() {
        return keys.publicKey();
    }

    public List<Subscription> of(String owner) {
        return outlet.of(owner);
    }

    /** Whether its push service is one that this server calls. */
    public boolean isReachable(String endpoint) {
        return services.allowed(endpoint).isPresent();
    }

    /** Whether something can be encrypted for it. */
    public boolean isUsable(Browser browser) {
        return sender.isUsable(browser);
    }

    /**
     * Keeps a browser of somebody's.
     *
     * @param kinds wire names of notices
     * @return the id of what was kept
     */
    public String keep(String owner, Browser browser, String language, List<String> kinds) {
        String id = UUID.randomUUID().toString();
        // What is so already is seen on the page where one chooses; only what comes from now on is told.
        outlet.put(
                new Subscription(id, owner, browser, language, kinds, notices.standing(owner, kinds), clock.instant()),
                BROWSERS);
        return id;
    }

    public boolean remove(String owner, String id) {
        return outlet.remove(owner, id);
    }

    /** Has a trial sent. @return whether it is a browser of theirs */
    public boolean tryOut(String owner, String id) {
        Optional<Subscription> one =
                outlet.of(owner).stream().filter(known -> known.id().equals(id)).findFirst();
        one.ifPresent(known -> outlet.tell(
                id,
                known.told(),
                List.of(new Words(
                        "test",
                        Json.write(new PushNotices.Shown("test", letters.trial(known.language()), "#/notices")),
                        clock.instant().plus(TRIAL_LASTS))),
                clock.instant()));
        return one.isPresent();
    }

    /** @param mayWork takes or renews the right to be the one node that does it, for so long */
    public void start(Predicate<Duration> mayWork) {
        timer.scheduleWithFixedDelay(() -> quietly(mayWork), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void quietly(Predicate<Duration> mayWork) {
        try {
            if (mayWork.test(LEASE)) {
                round();
            }
        } catch (RuntimeException failure) {
            // The next round tries again; a timer that throws would never run again.
            LOGGER.log(System.Logger.Level.ERROR, "telling browsers failed", failure);
        }
    }

    /** Looks once what is new, and sends it. @return how much was taken */
    int round() {
        notices.round();
        return courier.round(LEASE.dividedBy(2));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        sender.close();
    }
}
