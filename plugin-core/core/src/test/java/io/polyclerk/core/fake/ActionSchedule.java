package io.polyclerk.core.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.ActionWorker;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Policy;
import io.polyclerk.core.action.Policy.From;
import io.polyclerk.core.action.Policy.Mode;
import io.polyclerk.core.action.Policy.Rule;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.ConversationWorker;
import io.polyclerk.core.delivery.Dispatcher;
import io.polyclerk.core.delivery.InboxStore;
import io.polyclerk.core.delivery.RetryPolicy;
import io.polyclerk.core.delivery.TurnStore;
import io.polyclerk.core.identity.Level;
import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.ladder.Ladder;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.media.MediaPatience;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.skill.ShopperWords;
import io.polyclerk.core.skill.StandardSkills;
import io.polyclerk.core.turn.ActionNews;
import io.polyclerk.core.turn.ActionRounds;
import io.polyclerk.core.turn.Perception;
import io.polyclerk.core.turn.TurnRunner;
import io.polyclerk.core.turn.WaitingLine;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One random course of events around one order: a shopper, at times on two channels, confirms a cancellation once or more often; the
 * process is killed between any two steps and started again; a second worker goes between any two steps of the first; the shop and
 * the network fail as in {@link HostileShop}. Afterwards everything rests, and what must hold is looked at.
 */
public final class ActionSchedule implements ConnectionRegistry {

    private static final LanguagePacks PACKS =
            new LanguagePacks(new PackReader(ActionSchedule.class.getClassLoader()).readAll());
    private static final ShopperWords WORDS = new ShopperWords(PACKS);
    private static final Phrasebook PHRASEBOOK = new Phrasebook(PACKS);
    private static final ConnectionId CONNECTION = new ConnectionId("test");
    private static final Rule FREE =
            new Rule(Mode.AUTOMATIC, Level.ORDER_PROOF, null, From.PLACED, Set.of(), null, null, null, Set.of());
    private static final Policy POLICY = new Policy(Map.of(ActionKind.CANCEL, FREE, ActionKind.REFUND, FREE));

    private final Random random;
    private final InboxStore inbox;
    private final TurnStore turns;
    private final ActionLedger ledger;
    private final String number;
    private final HostileShop shop;
    private final FakeChannel channel = new FakeChannel();
    private final List<String> said = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final List<Content.Choice> choices = new ArrayList<>();
    private final List<ConversationId> chats = new ArrayList<>();
    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private Instant now = FakeStore.NOW;
    private boolean calm = true;
    private int depth;
    private int messages;

    /** @param number of the order: no other schedule on the same stores may have it */
    public ActionSchedule(long seed, String number, InboxStore inbox, TurnStore turns, ActionLedger ledger) {
        this.random = new Random(seed);
        this.inbox = inbox;
        this.turns = turns;
        this.ledger = ledger;
        this.number = number;
        this.shop = new HostileShop(
                FakeStore.placed("id" + number, number, OrderStatus.PROCESSING, PaymentStatus.PAID),
                random,
                clock,
                this::step);
    }

    /** Runs it. @throws AssertionError with the whole story when something does not hold */
    public void run() {
        try {
            shop.refundsOnCancel = random.nextInt(4) == 0;
            ask("a");
            if (random.nextInt(3) == 0) {
                ask("b");
            }
            calm = false;
            shop.calm = false;
            press();
            for (int round = 3 + random.nextInt(12); round > 0; round--) {
                trouble();
            }
            rest();
            judge();
        } catch (AssertionError wrong) {
            throw new AssertionError(wrong.getMessage() + "\n" + String.join("\n", story), wrong);
        }
    }

    private void ask(String chat) {
        say(chat, new Content.Text("cancel " + number + " mei.lin@mail.example"));
        for (int i = 0; i < 3; i++) {
            workers().run(chats.get(chats.size() - 1));
        }
    }

    private void press() {
        for (int i = 0; i < choices.size(); i++) {
            for (int times = 1 + random.nextInt(2); times > 0; times--) {
                say(
                        i == 0 ? "a" : "b",
                        new Content.Selection(choices.get(i).options().get(0).value(), "yes"));
            }
        }
    }

    private void say(String chat, Content content) {
        ConversationKey key = new ConversationKey(CONNECTION, chat + number);
        InboundMessage message =
                new InboundMessage(key, chat + number + ":" + ++messages, Sender.of(chat), now, List.of(content));
        for (ConversationId id : inbox.accept(
                        CONNECTION, "demo", List.of(new ChannelEvent.MessageReceived(message)), null, now)
                .awake()) {
            if (!chats.contains(id)) {
                chats.add(id);
            }
        }
    }

    private void trouble() {
        switch (random.nextInt(8)) {
            case 0 -> press();
            case 1 -> now = now.plusSeconds(random.nextInt(1200));
            case 2 -> {
                if (random.nextInt(4) == 0) {
                    shop.ship();
                    story.add(now + " shipped");
                }
            }
            default -> now = now.plusSeconds(random.nextInt(20));
        }
        work(chats.get(random.nextInt(chats.size())));
    }

    private void work(ConversationId chat) {
        try {
            workers().run(chat);
        } catch (HostileShop.Crash killed) {
            story.add(now + " killed");
            if (random.nextBoolean()) {
                ledger.releaseInterrupted(now);
            }
        } catch (RuntimeException later) {
            story.add(now + " " + later);
        }
    }

    private void rest() {
        calm = true;
        shop.calm = true;
        story.add(now + " everything rests");
        ledger.releaseInterrupted(now);
        for (int i = 0; i < 200; i++) {
            for (ConversationId chat : chats) {
                work(chat);
            }
            if (chats.stream()
                    .allMatch(chat ->
                            ledger.open(chat).isEmpty() && turns.pending(chat).isEmpty())) {
                break;
            }
            now = now.plusSeconds(30);
        }
        now = now.plus(Duration.ofHours(1));
    }

    private void judge() {
        assertThat(shop.truth().number()).isEqualTo(number);
        assertThat(shop.paid).as("never twice").isLessThanOrEqualTo(1);
        List<LedgerEntry> rows = ledger.ofOrder("demo", new ConnectionId("shop"), "id" + number);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.state().isUnderway()).as("ends: " + row).isFalse();
            assertThat(row.isToBeTold()).as("is told: " + row).isFalse();
        });
        for (LedgerEntry row : rows) {
            if (row.kind() == ActionKind.REFUND && row.state() == ActionState.DONE) {
                assertThat(shop.paid).as("a refund that is claimed was made").isEqualTo(1);
            }
            if (row.kind() == ActionKind.REFUND && row.state() == ActionState.REFUSED) {
                assertThat(shop.paid)
                        .as("a refund that was refused was not made")
                        .isZero();
            }
            if (row.kind() == ActionKind.CANCEL && row.state() == ActionState.DONE) {
                assertThat(shop.truth().status()).isEqualTo(OrderStatus.CANCELLED);
            }
        }
        assertThat(said.stream().filter(text -> text.contains("has now been refunded")))
                .as("said once")
                .hasSizeLessThanOrEqualTo(1);
    }

    /** A process: everything but the stores is made anew. */
    private ConversationWorker workers() {
        ActionLedger hookedLedger = hooked(ActionLedger.class, ledger);
        TurnStore hookedTurns = hooked(TurnStore.class, turns);
        TurnRunner runner = new TurnRunner(
                this,
                new WordInterpreter(),
                StandardSkills.with(
                        (merchant, order, since) -> 0, OneTimeCodes.OFF, hookedLedger, merchant -> POLICY, WORDS),
                Knowledge.NONE,
                Ladder.LOCAL,
                PHRASEBOOK,
                WaitingLine.EMPTY,
                Perception.NONE,
                Duration.ofHours(24),
                clock);
        ActionRounds rounds = new ActionRounds(
                hookedLedger,
                new ActionWorker(hookedLedger, this, Counters.NONE, clock),
                new ActionNews(hookedLedger, merchant -> POLICY, clock),
                hookedTurns,
                this,
                PHRASEBOOK,
                clock);
        return new ConversationWorker(
                hookedTurns,
                runner,
                rounds,
                new Dispatcher(new KeptOutbox(), this, NoLaw.KEEPER, RetryPolicy.DEFAULT, Counters.NONE, clock),
                MediaPatience.NONE,
                NoLaw.NOTICE,
                Counters.NONE,
                clock);
    }

    /** Between any two steps the process may be killed, or another worker may go first. */
    private void step() {
        if (calm) {
            return;
        }
        int fate = random.nextInt(60);
        if (fate == 0) {
            throw new HostileShop.Crash();
        }
        if (fate <= 4 && depth == 0) {
            depth++;
            if (random.nextInt(3) == 0) {
                now = now.plusSeconds(random.nextInt(300));
            }
            story.add(now + " another worker goes first");
            work(chats.get(random.nextInt(chats.size())));
            story.add(now + " back");
            depth--;
        }
    }

    private <T> T hooked(Class<T> port, T target) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, given) -> {
            step();
            Object result;
            try {
                result = method.invoke(target, given);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            if (given != null && given.length == 1 && given[0] instanceof TurnStore.Result stored) {
                heard(stored);
            }
            if (method.getName().equals("record") || method.getName().equals("begin")) {
                story.add(now + " " + method.getName() + " " + given[0] + " -> " + given[1] + " = " + result);
            }
            step();
            return result;
        }));
    }

    /** What was stored will be said; it must be true now. */
    private void heard(TurnStore.Result stored) {
        for (Content content : stored.replies()) {
            String words = content instanceof Content.Choice choice
                    ? choice.prompt()
                    : content instanceof Content.Text text ? text.text() : "";
            story.add(now + " bot: " + words.replace('\n', ' '));
            said.add(words);
            if (content instanceof Content.Choice choice
                    && choice.options().stream().map(Option::value).anyMatch(value -> value.startsWith("yes:"))) {
                choices.add(choice);
            }
            if (words.contains("now cancelled")) {
                assertThat(shop.truth().status()).as("a claim is true").isEqualTo(OrderStatus.CANCELLED);
            }
            if (words.contains("has now been refunded") || words.contains("as refunded")) {
                assertThat(shop.paid).as("a claim has its refund").isEqualTo(1);
            }
        }
    }

    @Override
    public Optional<ChannelAdapter> channel(ConnectionId id) {
        return Optional.of(channel);
    }

    @Override
    public boolean isKnown(ConnectionId id) {
        return channel(id).isPresent();
    }

    @Override
    public List<OpenStore> storesOf(String merchant) {
        return List.of(new OpenStore(new ConnectionId("shop"), shop));
    }

    @Override
    public List<String> languagesOf(String merchant) {
        return List.of();
    }

    @Override
    public void pause(ConnectionId id, String reason) {}
}
