package io.polyclerk.server.wiring;

import io.polyclerk.core.action.ActionWorker;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.ConversationWorker;
import io.polyclerk.core.delivery.Dispatcher;
import io.polyclerk.core.delivery.Inbox;
import io.polyclerk.core.delivery.LawKeeper;
import io.polyclerk.core.delivery.PlatformNotice;
import io.polyclerk.core.delivery.RetryPolicy;
import io.polyclerk.core.delivery.TurnScheduler;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.delivery.Waker;
import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.media.MediaFetcher;
import io.polyclerk.core.media.MediaWork;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.proactive.ConsentStore;
import io.polyclerk.core.proactive.ProactivePolicies;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.rollout.Rollouts;
import io.polyclerk.core.rollout.Suggestions;
import io.polyclerk.core.satisfaction.SatisfactionStore;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.turn.ActionNews;
import io.polyclerk.core.turn.ActionRounds;
import io.polyclerk.core.turn.Perception;
import io.polyclerk.core.turn.ShopReturns;
import io.polyclerk.core.turn.TypingTurns;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.server.persistence.delivery.Nodes;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.setup.MerchantHours;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bot, put together: from the door for events to the sender of replies. Thread-safe. */
public final class CoreServices implements Waker, AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(CoreServices.class.getName());

    private static final Duration WITHOUT_A_SIGN = Duration.ofSeconds(1);

    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final Stores stores;
    private final Inbox inbox;
    private final TurnScheduler scheduler;
    private final MediaWork media;
    private final Clock clock;
    private final TurnWork adviser;
    private final LawKeeper law;
    private final ShopReturns returns;
    private final Phrasebook phrasebook;
    private @Nullable NodeWatch watch;

    /**
     * The stores as they are: to be changed, and as turns read them.
     *
     * @param reading with memory, patience and a count
     */
    public record Shops(ConnectionRegistry connections, ConnectionRegistry reading) {}

    /** How far merchants let the bot go, where what it would say waits for a human, what shoppers say of it, and when humans answer. */
    public record Phases(
            Rollouts rollouts,
            Suggestions suggestions,
            SatisfactionStore satisfaction,
            MerchantHours hours,
            First first) {}

    /** What merchants let the bot say first, and what shoppers allow. */
    public record First(ProactivePolicies policies, ConsentStore consents) {}

    /**
     * What goes out to others.
     *
     * @param model that is plugged in
     * @param codes by e-mail, in the words of the packs
     */
    public record Outside(PluggedModel.Plan model, Function<Phrasebook, OneTimeCodes> codes) {}

    /**
     * @param phases how far merchants let the bot go, and where suggestions wait
     * @param quiet how long a shopper must be silent before a burst is answered
     * @param wishesKept how long the bot remembers what it asked and what was wished while a shopper says nothing
     * @param workers how many conversations are worked on at once
     */
    public CoreServices(
            Stores stores,
            Shops shops,
            MediaKeeping keeping,
            Phases phases,
            Interpreter interpreter,
            Knowledge knowledge,
            Outside outside,
            Perception perception,
            Counters counters,
            Clock clock,
            Duration quiet,
            Duration wishesKept,
            int workers) {
        this.stores = stores;
        this.clock = clock;
        ConnectionRegistry connections = shops.connections();
        LanguagePacks packs = new LanguagePacks(new PackReader(PackReader.class.getClassLoader()).readAll());
        phrasebook = new Phrasebook(packs);
        BotTurns bot = new BotTurns(
                stores,
                shops,
                phases,
                new BotTurns.Mind(interpreter, knowledge, outside, perception, wishesKept),
                packs,
                phrasebook,
                clock);
        adviser = bot.adviser();
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("polyclerk-timer").daemon(true).factory());
        timer.setRemoveOnCancelPolicy(true);
        ActionRounds actions = new ActionRounds(
                stores.ledger(),
                new ActionWorker(stores.ledger(), connections, counters, clock),
                new ActionNews(stores.ledger(), stores.policies(), clock),
                stores.turns(),
                connections,
                phrasebook,
                clock);
        law = new LawKeeper(stores.histories(), stores.rate());
        Dispatcher dispatcher = new Dispatcher(stores.outbox(), connections, law, RetryPolicy.DEFAULT, counters, clock);
        scheduler = new TurnScheduler(
                quiet,
                new ConversationWorker(
                        stores.turns(),
                        new TypingTurns(
                                bot.runner(),
                                connections,
                                timer,
                                task -> Thread.ofVirtual()
                                        .name("polyclerk-typing")
                                        .start(task),
                                WITHOUT_A_SIGN),
                        actions,
                        dispatcher,
                        id -> keeping.queue().arriving(id, clock.instant(), keeping.patience()),
                        new PlatformNotice(stores.handovers(), connections, clock),
                        counters,
                        clock),
                timer,
                turnThreads(workers),
                clock);
        MediaFetcher fetcher = new MediaFetcher(
                keeping.queue(), keeping.vault(), connections, keeping.largest(), keeping.whenKept(), counters, clock);
        media = new MediaWork(
                keeping.queue(),
                fetcher,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("polyclerk-media-", 0).factory()),
                clock);
        returns = new ShopReturns(stores.promises(), stores.turns(), connections, phrasebook, this, clock);
        inbox = new Inbox(stores.inbox(), scheduler, media::wake, counters, clock);
    }

    /**
     * Threads of the platform: turns load classes and call native code, which holds the carrier of a virtual thread. On two cores there are two
     * carriers, and two turns that wait for a class which a third one is loading wait for ever.
     */
    private static ExecutorService turnThreads(int workers) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                workers,
                workers,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("polyclerk-turn-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Takes up what a stop or a crash has left, where no other process works on the same database. */
    public void startAlone() {
        stores.ledger().releaseInterrupted(clock.instant());
        int interrupted = stores.outbox().recoverInterrupted(clock.instant().plus(CLOCKS_DIFFER));
        if (interrupted > 0) {
            LOGGER.log(System.Logger.Level.INFO, "{0} sendings are uncertain", interrupted);
        }
        takeUp(stores.turns().unfinished());
    }

    /** Takes up what this node has left, and from now on what others leave that die. */
    public void startAmong(Nodes nodes) {
        watch = new NodeWatch(nodes, this::takeUp, clock);
        takeUp(nodes.takeUpOwn());
    }

    private void takeUp(List<ConversationId> unfinished) {
        if (!unfinished.isEmpty()) {
            LOGGER.log(System.Logger.Level.INFO, "taking up {0} unfinished conversations", unfinished.size());
        }
        unfinished.forEach(scheduler::resume);
    }

    /** Takes up what waited for a connection. */
    public void goOn() {
        stores.turns().unfinished().forEach(scheduler::resume);
        media.wake();
    }

    /** Says what would be answered and changes nothing. */
    TurnWork adviser() {
        return adviser;
    }

    /** How much may still be said where. */
    public LawKeeper law() {
        return law;
    }

    /** Tells shoppers who wait for a store that it is back. */
    ShopReturns returns() {
        return returns;
    }

    /** What is said, in all languages. */
    Phrasebook phrasebook() {
        return phrasebook;
    }

    public Inbox inbox() {
        return inbox;
    }

    @Override
    public void wake(ConversationId conversation) {
        scheduler.resume(conversation);
    }

    /** How many conversations have something to do. */
    public int backlog() {
        return scheduler.backlog();
    }

    @Override
    public void close() {
        media.close();
        scheduler.close();
        if (watch != null) {
            watch.close();
        }
    }
}
