package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Phrase;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the store says of an order, for skills that have passed the gate. */
final class OrderWords {

    private static final int MOST_LINES = 5;

    private OrderWords() {}

    /** Where it stands. */
    static Phrase status(Order order) {
        return Phrase.of(
                "order." + order.status().name().toLowerCase(Locale.ROOT),
                Map.of("number", order.number(), "placed", order.placedAt(), "total", order.total()));
    }

    static Optional<OrderLine> line(Order order, String id) {
        return order.lines().stream().filter(line -> line.id().equals(id)).findFirst();
    }

    /** "2 × Kettle, 1 × Mug", in the shop's words. */
    static String items(Order order, List<LineQuantity> lines) {
        return lines.stream()
                .map(wanted -> wanted.quantity() + " × "
                        + line(order, wanted.lineId()).map(OrderLine::title).orElse(wanted.lineId()))
                .collect(Collectors.joining(", "));
    }

    /** What was ordered, line by line, in the shop's words; empty when the store tells no lines. */
    static Optional<Phrase> items(Order order) {
        if (order.lines().isEmpty()) {
            return Optional.empty();
        }
        String lines = order.lines().stream()
                .limit(MOST_LINES)
                .map(line -> "• " + line.quantity() + " × " + line.title())
                .collect(Collectors.joining("\n"));
        return Optional.of(new Phrase.Verbatim(order.lines().size() > MOST_LINES ? lines + "\n• …" : lines));
    }

    /** What was paid for so many of these lines. */
    static Money price(Order order, List<LineQuantity> lines) {
        int digits = order.total().amount().scale();
        BigDecimal sum = BigDecimal.ZERO;
        for (LineQuantity wanted : lines) {
            OrderLine line = line(order, wanted.lineId()).orElseThrow();
            sum = sum.add(line.total()
                    .amount()
                    .multiply(BigDecimal.valueOf(wanted.quantity()))
                    .divide(BigDecimal.valueOf(Math.max(1, line.quantity())), digits, RoundingMode.HALF_UP));
        }
        return new Money(sum, order.total().currency());
    }
}
