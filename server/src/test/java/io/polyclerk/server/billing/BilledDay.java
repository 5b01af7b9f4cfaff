package io.polyclerk.server.billing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.server.billing.BilledMarket.After;
import io.polyclerk.server.billing.BilledMarket.Said;
import io.polyclerk.server.billing.BillingDesk.RefusedChoice;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.billing.BillingAccounts;
import io.polyclerk.server.persistence.billing.Invoices;
import io.polyclerk.server.persistence.billing.UsageLog;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.persistence.orders.ActionEvents;
import io.polyclerk.spi.message.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A process that takes messages, answers them, counts and closes months until it is through, or killed; begun again it goes on where it was. */
final class BilledDay {

    private static final int THREADS = 48;

    private final BilledMarket market;
    private final Database database;
    private final Path progress;
    private final SlowClock clock;
    private final BillingDesk desk;
    private final List<TalkingShoppers> shops = new ArrayList<>();
    private final Stores stores;

    private BilledDay(BilledMarket market, Database database, Path progress) {
        this.market = market;
        this.database = database;
        this.progress = progress;
        clock = new SlowClock(market.trueTime(0));
        desk = desk(database, clock);
        stores = Stores.on(database);
        AtomicInteger none = new AtomicInteger();
        for (int shop = 0; shop < market.shops(); shop++) {
            shops.add(new TalkingShoppers(stores, BilledMarket.shop(shop), clock, none));
        }
    }

    /** The real desk, whose meter believes that eleven minutes pass from one look to the next. */
    static BillingDesk desk(Database database, Clock clock) {
        AtomicLong nanos = new AtomicLong();
        UsageLog log = new UsageLog(database);
        try {
            return new BillingDesk(
                    PriceList.read(new ObjectMapper().readTree(BilledMarket.PRICES)),
                    new BillingAccounts(database),
                    new Invoices(database),
                    log,
                    new UsageMeter(
                            log, () -> nanos.addAndGet(Duration.ofMinutes(11).toNanos())),
                    clock);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Usage: folder, shops, shoppers, rounds, seed. Says {@code round N} before each round. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        BilledMarket market = new BilledMarket(
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Long.parseLong(arguments[4]));
        try (Database database = Database.embedded(folder.resolve("database"), false)) {
            new BilledDay(market, database, folder.resolve("progress")).work();
        }
    }

    private void work() throws Exception {
        int first = Files.exists(progress) ? Files.readString(progress).length() : 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            clock.put(market.shownTime(first));
            for (ConversationId conversation : stores.turns().unfinished()) {
                stores.turns().pending(conversation).ifPresent(this::answer);
            }
            for (int round = first; round < market.rounds(); round++) {
                System.out.println("round " + round);
                System.out.flush();
                round(round, threads);
                Files.writeString(progress, ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }

    private void round(int round, ExecutorService threads) throws Exception {
        clock.put(market.shownTime(round));
        choose(round);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int own = thread;
            running.add(threads.submit(() -> talk(round, own)));
        }
        desk.closeEnded();
        for (Future<?> one : running) {
            one.get();
        }
        clock.put(market.trueTime(round));
        desk.today(desk.standing(BilledMarket.shop(round % market.shops())));
        desk.closeEnded();
    }

    private void choose(int round) {
        for (int shop = 0; shop < market.shops(); shop++) {
            String merchant = BilledMarket.shop(shop);
            desk.standing(merchant);
            market.choice(shop, round).ifPresent(choice -> {
                try {
                    desk.choose(merchant, choice, "ann");
                } catch (RefusedChoice impossible) {
                    throw new IllegalStateException(impossible);
                }
            });
        }
    }

    private void talk(int round, int thread) {
        for (int shopper = thread; shopper < market.shoppers(); shopper += THREADS) {
            String id = shopper + "-" + round;
            if (!market.speaks(shopper, round)) {
                continue;
            }
            shops.get(shopper % market.shops())
                    .deliver(
                            "chat" + shopper,
                            id,
                            id,
                            market.said(shopper, round).deliveries())
                    .flatMap(conversation -> stores.turns().pending(conversation))
                    .ifPresent(this::answer);
            if (round > 0 && shopper % 5 == round % 5 && market.speaks(shopper, round - 1)) {
                // What was delivered and answered long ago comes once more.
                String old = shopper + "-" + (round - 1);
                shops.get(shopper % market.shops()).deliver("chat" + shopper, old, old, 1);
            }
        }
    }

    private void answer(Pending pending) {
        Received last = pending.messages().get(pending.messages().size() - 1);
        if (!(last.message().contents().get(0) instanceof Content.Text text)) {
            throw new IllegalStateException("nobody sent anything else");
        }
        String[] numbers = text.text().split("-");
        int shopper = Integer.parseInt(numbers[0]);
        Said said = market.said(shopper, Integer.parseInt(numbers[1]));
        String merchant = BilledMarket.shop(shopper % market.shops());
        shops.get(shopper % market.shops())
                .answer(pending, said.intent(), said.replies(), said.tickets(), said.twice());
        for (After after : said.after()) {
            ConversationId conversation = pending.conversation().id();
            if (after.kind().equals("action")) {
                ActionEvents.leave(database, merchant, conversation, after.name(), after.value(), clock.instant());
            } else {
                ActionEvents.leave(
                        database,
                        merchant,
                        conversation,
                        after.kind(),
                        Map.of(after.name(), after.value()),
                        clock.instant());
            }
        }
    }
}
