package io.polyclerk.server.persistence.proactive;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.ConversationWorker;
import io.polyclerk.core.delivery.LawKeeper;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.fake.EmptyStore;
import io.polyclerk.core.fake.HandClock;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.proactive.ConsentStore.Followed;
import io.polyclerk.core.proactive.ConsentStore.Said;
import io.polyclerk.core.proactive.Decider;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.core.proactive.ProactivePolicy;
import io.polyclerk.core.proactive.ProactivePolicy.Rule;
import io.polyclerk.core.proactive.ProactiveRounds;
import io.polyclerk.core.proactive.Purpose;
import io.polyclerk.core.proactive.QuietHours;
import io.polyclerk.core.proactive.Wording;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.delivery.LawBench;
import io.polyclerk.server.persistence.delivery.OneWorker;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.persistence.orders.SqlStoreInbox;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Customer;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.ReturnRequest;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A shop with real stores in which the bot writes first. */
final class ProactiveBench {

    static final ConnectionId WEB = new ConnectionId("web");
    static final ConnectionId SHOP = new ConnectionId("shop");
    static final Instant START = Instant.parse("2026-11-26T10:00:00Z");

    private static final Phrasebook PHRASES =
            new Phrasebook(new LanguagePacks(new PackReader(ProactiveBench.class.getClassLoader()).readAll()));

    final Database database;
    final HandClock clock;
    final Stores stores;
    final SqlConsentStore consents;
    final SqlProactiveStore proactive;
    final Platform platform;
    final Shop shop;
    final ProactiveRounds rounds;
    final Decider decider;
    final List<String> counted = new ArrayList<>();
    final List<ConversationId> woken = new ArrayList<>();
    ProactivePolicy policy = policy(EnumSet.allOf(Occasion.class));
    private final ConversationWorker worker;
    private int messages;

    /** A channel with a shop behind it. */
    static class Platform extends LawBench.Templated {
        private final Shop shop;
        volatile boolean open = true;

        Platform(Shop shop) {
            this.shop = shop;
        }

        @Override
        public List<OpenStore> storesOf(String merchant) {
            return List.of(new OpenStore(SHOP, shop));
        }

        @Override
        public Optional<io.polyclerk.spi.ChannelAdapter> channel(ConnectionId id) {
            return open ? super.channel(id) : Optional.empty();
        }
    }

    /** A shop whose orders a test changes. */
    static final class Shop extends EmptyStore {
        final Map<String, Order> orders = new ConcurrentHashMap<>();
        volatile boolean away;
        int reads;

        @Override
        public Optional<Order> findOrder(String number) {
            reads++;
            if (away) {
                throw new AdapterException.Unavailable("away", false, new IOException("away"));
            }
            return Optional.ofNullable(orders.get(number));
        }
    }

    ProactiveBench(Database database) {
        this(database, new Shop(), new HandClock(START));
    }

    /** Another node on the same database and the same shop. */
    ProactiveBench(Database database, Shop shop, HandClock clock) {
        this.database = database;
        this.shop = shop;
        this.clock = clock;
        stores = Stores.on(database);
        consents = new SqlConsentStore(database);
        proactive = new SqlProactiveStore(database);
        platform = new Platform(shop);
        decider = new Decider(platform, new LawKeeper(stores.histories(), stores.rate()), new Wording(PHRASES));
        rounds = new ProactiveRounds(
                proactive,
                merchant -> policy,
                platform,
                decider,
                woken::add,
                (name, label) -> counted.add(label),
                clock);
        worker = OneWorker.of(
                stores,
                new TurnWork() {
                    @Override
                    public Result run(Pending pending) {
                        return answered(pending);
                    }

                    @Override
                    public Result handToHuman(Pending pending) {
                        return answered(pending);
                    }
                },
                platform,
                clock);
    }

    static void empty(Database database) {
        database.write(session -> {
            for (String table : List.of(
                    "proactive",
                    "order_look",
                    "followed_order",
                    "consent",
                    "store_event",
                    "outgoing_event",
                    "event_subscription",
                    "message",
                    "ticket_history",
                    "ticket",
                    "conversation",
                    "event")) {
                session.update("delete from " + table);
            }
            return true;
        });
    }

    static ProactivePolicy policy(Set<Occasion> on) {
        Map<Occasion, Rule> rules = new EnumMap<>(Occasion.class);
        for (Occasion occasion : on) {
            Rule usual = ProactivePolicy.DEFAULT.of(occasion);
            rules.put(occasion, new Rule(true, usual.after(), usual.again(), usual.most(), 0, Map.of()));
        }
        return new ProactivePolicy(
                rules, new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneOffset.UTC), 5, 7, 2);
    }

    ProactivePolicy with(Occasion occasion, Rule rule) {
        Map<Occasion, Rule> rules = new EnumMap<>(policy.rules());
        rules.put(occasion, rule);
        return new ProactivePolicy(rules, policy.night(), policy.perWeek(), policy.resultDays(), policy.alertAtMost());
    }

    private Result answered(Pending pending) {
        return new Result(
                pending.conversation(),
                pending.messages().stream().map(Received::sequence).toList(),
                null,
                List.of(),
                List.of(),
                null,
                clock.instant());
    }

    /** The shopper writes and is answered. @return the conversation and the sequence of the message */
    Said wrote(String chat, String words) {
        return wrote(chat, chat, words);
    }

    Said wrote(String chat, String sender, String words) {
        InboundMessage message = new InboundMessage(
                new ConversationKey(WEB, chat),
                chat + "-" + ++messages + "-" + System.identityHashCode(this),
                Sender.of(sender),
                clock.instant(),
                List.of(new Content.Text(words)));
        ConversationId id = stores
                .inbox()
                .accept(WEB, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, clock.instant())
                .awake()
                .stream()
                .findFirst()
                .orElseGet(() -> idOf(chat));
        long sequence = stores.turns()
                .pending(id)
                .map(pending -> pending.messages().getLast().sequence())
                .orElse((long) messages);
        worker.run(id);
        return new Said(id, sequence, sender, "en", "Shall I write?", words, clock.instant());
    }

    ConversationId idOf(String chat) {
        return database.read(session -> session.first(
                        "select id from conversation where chat_id = ?",
                        row -> new ConversationId(row.getString(1)),
                        chat))
                .orElseThrow();
    }

    /** A shopper who has seen an order and said yes to everything. */
    ConversationId follows(String chat, Order order) {
        Said yes = wrote(chat, "yes");
        shop.orders.put(order.number(), order);
        consents.follows(
                yes.conversation(), new Followed(SHOP, order.id(), order.number(), chat, Set.of(), clock.instant()));
        consents.allowed(yes, EnumSet.allOf(Purpose.class));
        return yes.conversation();
    }

    /** The shop tells of a change. */
    void changed(Order order, String eventId) {
        shop.orders.put(order.number(), order);
        new SqlStoreInbox(database)
                .accept(SHOP, List.of(new StoreEvent.OrderChanged(eventId, order.id(), clock.instant())));
    }

    void changed(Order order) {
        changed(order, "e-" + order.number() + "-" + order.status() + "-" + order.payment() + "-" + clock.instant());
    }

    /** Rounds and sending, as the server does them. */
    List<String> round() {
        int before = platform.sent.size();
        rounds.run();
        woken.forEach(worker::run);
        woken.clear();
        return platform.sent.subList(before, platform.sent.size()).stream()
                .map(message -> words(message.content()))
                .toList();
    }

    List<String> after(Duration time) {
        clock.pass(time);
        return round();
    }

    private static String words(Content content) {
        return content instanceof Content.Choice choice
                ? choice.prompt()
                : content instanceof Content.Text text ? text.text() : content.toString();
    }

    void hold(ConversationId id, Holder holder) {
        database.write(session -> session.update(
                "update conversation set holder = ?, version = version + 1 where id = ?", holder.name(), id.value()));
    }

    Conversation conversation(ConversationId id) {
        return stores.turns().conversation(id).orElseThrow();
    }

    /** What became of everything that was planned: occasion, subject, state and why. */
    List<String> decisions() {
        return database.read(session -> session.all(
                "select occasion, subject, state, why from proactive order by occasion, subject, id",
                row -> (row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                                + (row.getString(4) == null ? "" : row.getString(4)))
                        .strip()));
    }

    static Order unpaid(String number) {
        return order(number, OrderStatus.AWAITING_PAYMENT, PaymentStatus.UNPAID, List.of());
    }

    static Order paid(String number) {
        return order(number, OrderStatus.PROCESSING, PaymentStatus.PAID, List.of());
    }

    static Order shipped(String number) {
        return order(
                number,
                OrderStatus.SHIPPED,
                PaymentStatus.PAID,
                List.of(parcel("p1", ShipmentStatus.IN_TRANSIT, null)));
    }

    static Order delivered(String number, Instant at) {
        return order(
                number, OrderStatus.DELIVERED, PaymentStatus.PAID, List.of(parcel("p1", ShipmentStatus.DELIVERED, at)));
    }

    static Shipment parcel(String id, ShipmentStatus status, @Nullable Instant delivered) {
        return new Shipment(id, status, "DHL", "JD01", null, null, null, delivered, List.of(), null);
    }

    static Order order(String number, OrderStatus status, PaymentStatus payment, List<Shipment> parcels) {
        return order(number, status, payment, parcels, List.of());
    }

    static Order order(
            String number,
            OrderStatus status,
            PaymentStatus payment,
            List<Shipment> parcels,
            List<ReturnRequest> returns) {
        Address address = new Address("Mei", "1 Road", null, "Lyon", null, "69001", "FR", null);
        return new Order(
                "id-" + number,
                number,
                "r",
                status,
                payment,
                START.minus(Duration.ofHours(1)),
                START,
                Money.of("59.90", "EUR"),
                List.of(),
                new Customer("c-" + number, "Mei", "mei@mail.example", null),
                address,
                address,
                parcels,
                List.of(),
                returns,
                null,
                null);
    }
}
