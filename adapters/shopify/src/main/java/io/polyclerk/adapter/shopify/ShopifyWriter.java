package io.polyclerk.adapter.shopify;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.support.ActionRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries out actions, each at most once for one key. Before it writes it looks for what an earlier attempt has left: the order is
 * cancelled, the address is the new one, or a refund, a return or a note ends with the mark of the key. Afterwards the order is read
 * again, and nothing is claimed that it does not show.
 */
final class ShopifyWriter {

    private static final Set<PaymentStatus> HOLDS_MONEY = EnumSet.of(PaymentStatus.PAID, PaymentStatus.PARTLY_REFUNDED);
    private static final int LONGEST_CUSTOMER_NOTE = 300;
    /** No request is on its way for longer. */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(15);

    private final ShopifyApi api;
    private final Shop shop;

    /** Two turns of one node about one order take turns; an order always has the same lock. */
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(32).toList();

    ShopifyWriter(ShopifyApi api, Shop shop) {
        this.api = api;
        this.shop = shop;
    }

    Order perform(OrderAction action, String key, String expectedRevision) {
        if (!shop.changes().actions().contains(action.getClass())) {
            throw new AdapterException.Unsupported("this interface of the shop knows no such action");
        }
        ReentrantLock lock = locks.get(Math.floorMod(action.orderId().hashCode(), locks.size()));
        lock.lock();
        try {
            Order known = shop.order(action.orderId())
                    .orElseThrow(() -> new AdapterException.Refused("there is no such order"));
            return switch (action) {
                case OrderAction.Cancel cancel -> cancel(known, cancel, key, expectedRevision);
                case OrderAction.RefundMoney refund -> refund(known, refund, key, expectedRevision);
                case OrderAction.RequestReturn request -> requestReturn(known, request, key, expectedRevision);
                case OrderAction.ChangeAddress change -> changeAddress(known, change.address(), expectedRevision);
                case OrderAction.AddNote note -> addNote(known, note, key);
            };
        } finally {
            lock.unlock();
        }
    }

    private Order cancel(Order known, OrderAction.Cancel cancel, String key, String expectedRevision) {
        if (known.status() == OrderStatus.CANCELLED) {
            return known;
        }
        ActionRules.requireUnchanged(known, expectedRevision);
        ActionRules.refuseIf(ActionRules.hasLeft(known), "only an order that has not been shipped can be cancelled");
        shop.changes().cancel(known.id(), States.marked("The shopper asks to cancel: " + cancel.reason(), key));
        return readBack(known)
                .filter(after -> after.status() == OrderStatus.CANCELLED)
                .orElseThrow(ShopifyWriter::inDoubt);
    }

    private Order refund(Order known, OrderAction.RefundMoney refund, String key, String expectedRevision) {
        if (hasRefund(known, key)) {
            return known;
        }
        String attempt = "refund-" + known.id();
        String open = api.cache().get(attempt).orElse("");
        // Ours or another's: until it can no longer become a refund, a second one could be one too many.
        if (!open.isEmpty() && known.refunds().stream().noneMatch(done -> open.equals(done.idempotencyKey()))) {
            throw new AdapterException.Unavailable(
                    "another refund of this order may still be on its way", open.equals(States.name(key)), null);
        }
        ActionRules.requireUnchanged(known, expectedRevision);
        requireRefundable(known, refund);
        api.cache().put(attempt, States.name(key), ON_ITS_WAY);
        boolean inDoubt = false;
        try {
            shop.changes().refund(refund, key, States.marked(refund.reason(), key));
            inDoubt = true;
            Order after = readBack(known).filter(now -> hasRefund(now, key)).orElseThrow(ShopifyWriter::inDoubt);
            inDoubt = false;
            return after;
        } catch (AdapterException.Unavailable failure) {
            inDoubt |= failure.mayHaveHappened();
            throw failure;
        } finally {
            if (!inDoubt) {
                api.cache().put(attempt, "", ON_ITS_WAY);
            }
        }
    }

    private static boolean hasRefund(Order order, String key) {
        return order.refunds().stream().anyMatch(done -> States.name(key).equals(done.idempotencyKey()));
    }

    private static void requireRefundable(Order order, OrderAction.RefundMoney refund) {
        Money amount = refund.amount();
        ActionRules.refuseIf(!amount.currency().equals(order.total().currency()), "the order has another currency");
        ActionRules.refuseIf(!HOLDS_MONEY.contains(order.payment()), "the shop holds no money for this order");
        ActionRules.refuseIf(
                amount.amount().signum() <= 0
                        || amount.amount().scale()
                                > Math.max(0, amount.currency().getDefaultFractionDigits()),
                "this is not an amount that can be refunded");
        BigDecimal left = order.refunds().stream()
                .map(done -> done.amount().amount())
                .reduce(order.total().amount(), BigDecimal::subtract);
        ActionRules.refuseIf(
                left.compareTo(amount.amount()) < 0, "no more than what is left of the payment can be refunded");
        requireLines(order, refund.lines());
    }

    private static void requireLines(Order order, List<OrderAction.LineQuantity> wanted) {
        wanted.forEach(one -> ActionRules.refuseIf(
                order.lines().stream()
                        .filter(line -> line.id().equals(one.lineId()))
                        .noneMatch(line -> one.quantity() > 0 && one.quantity() <= line.quantity()),
                "the order does not hold that many of this"));
        ActionRules.refuseIf(
                wanted.stream().map(OrderAction.LineQuantity::lineId).distinct().count() < wanted.size(),
                "a line is named twice");
    }

    private Order requestReturn(Order known, OrderAction.RequestReturn request, String key, String expectedRevision) {
        if (hasReturn(known, key)) {
            return known;
        }
        ActionRules.requireUnchanged(known, expectedRevision);
        ActionRules.refuseIf(request.lines().isEmpty(), "a return names what comes back");
        requireLines(known, request.lines());
        String words = Stream.of(request.reason(), request.note())
                .filter(Objects::nonNull)
                .reduce((one, other) -> one + ". " + other)
                .orElse("");
        // The mark stands at the end, so it is the words that are cut.
        int room = LONGEST_CUSTOMER_NOTE - States.marked("", key).length() - 1;
        shop.changes()
                .requestReturn(request, States.marked(words.length() > room ? words.substring(0, room) : words, key));
        return readBack(known).filter(after -> hasReturn(after, key)).orElseThrow(ShopifyWriter::inDoubt);
    }

    private static boolean hasReturn(Order order, String key) {
        return order.returns().stream().anyMatch(one -> States.name(key).equals(States.markOf(one.reason())));
    }

    private Order changeAddress(Order known, Address address, String expectedRevision) {
        Address before = known.shippingAddress();
        if (isSame(address, before)) {
            return known;
        }
        ActionRules.requireUnchanged(known, expectedRevision);
        ActionRules.refuseIf(ActionRules.hasLeft(known), "the address can only be changed before the order is shipped");
        ActionRules.refuseIf(isBlank(address.line1()), "an address needs a street or a place");
        ActionRules.refuseIf(
                isBlank(address.city()) && isBlank(address.postcode()), "an address needs a town or a postcode");
        ActionRules.refuseIf(
                address.countryCode() != null
                        && before != null
                        && before.countryCode() != null
                        && !address.countryCode().equalsIgnoreCase(before.countryCode()),
                "delivery to another country costs other taxes and postage");
        shop.changes().changeAddress(known.id(), address, before);
        // Taxes may have changed with it: the order that goes back says what the shop now asks for.
        return readBack(known)
                .filter(after -> isSame(address, after.shippingAddress()))
                .orElseThrow(ShopifyWriter::inDoubt);
    }

    /** Compares the place; who lives there, and how the shop writes a state, need not be given. */
    private static boolean isSame(Address wanted, @Nullable Address found) {
        return found != null
                && plain(wanted.line1()).equals(plain(found.line1()))
                && plain(wanted.line2()).equals(plain(found.line2()))
                && plain(wanted.city()).equals(plain(found.city()))
                && plain(wanted.postcode()).equals(plain(found.postcode()))
                && (wanted.name() == null || plain(wanted.name()).equals(plain(found.name())));
    }

    private static String plain(@Nullable String text) {
        return States.upper(text).replaceAll("\\s+", "");
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private Order addNote(Order known, OrderAction.AddNote note, String key) {
        ActionRules.refuseIf(note.visibleToCustomer(), "Shopify has no notes that customers see");
        ActionRules.refuseIf(note.text().isBlank(), "a note needs words");
        String mark = States.marked("", key);
        String before = shop.changes().note(known.id()).orElse("");
        if (before.contains(mark)) {
            return known;
        }
        shop.changes().writeNote(known.id(), (before + "\n" + States.marked(note.text(), key)).strip());
        return readBack(known).orElseThrow(ShopifyWriter::inDoubt);
    }

    private Optional<Order> readBack(Order known) {
        try {
            return shop.order(known.id());
        } catch (AdapterException unreadable) {
            return Optional.empty();
        }
    }

    private static AdapterException inDoubt() {
        return new AdapterException.Unavailable("the shop does not show what was asked of it", true, null);
    }
}
