package io.polyclerk.core.skill;

import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Shipment;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells where an order is. */
public final class TrackOrderSkill implements Skill {

    private final OrderGate gate;

    public TrackOrderSkill(OrderGate gate) {
        this.gate = gate;
    }

    @Override
    public Intent intent() {
        return Intent.TRACK_ORDER;
    }

    @Override
    public SkillResult handle(Turn turn) {
        return switch (gate.pass(turn, intent())) {
            case OrderGate.Passage.Closed closed -> closed.result();
            case OrderGate.Passage.Open open -> told(open);
        };
    }

    private static SkillResult told(OrderGate.Passage.Open open) {
        List<Phrase> phrases = describe(open.order());
        phrases.addAll(NoteWords.of(open.order(), open.store()));
        return new SkillResult(new Reply.Say(phrases), open.memory());
    }

    private static List<Phrase> describe(Order order) {
        List<Phrase> phrases = new ArrayList<>();
        phrases.add(OrderWords.status(order));
        OrderWords.items(order).ifPresent(phrases::add);
        for (Shipment shipment : order.shipments()) {
            phrases.addAll(describe(shipment));
        }
        if (order.shipments().isEmpty() && isUnderway(order)) {
            phrases.add(Phrase.of("shipment.no_tracking"));
        }
        return phrases;
    }

    private static boolean isUnderway(Order order) {
        return switch (order.status()) {
            case SHIPPED, PARTLY_SHIPPED -> true;
            case AWAITING_PAYMENT, PROCESSING, ON_HOLD, DELIVERED, COMPLETED, CANCELLED, REFUNDED, FAILED, UNKNOWN ->
                false;
        };
    }

    private static List<Phrase> describe(Shipment shipment) {
        List<Phrase> phrases = new ArrayList<>();
        phrases.add(Phrase.of("shipment." + shipment.status().name().toLowerCase(Locale.ROOT)));
        String carrier = shipment.carrier();
        String tracking = shipment.trackingNumber();
        if (carrier != null && tracking != null) {
            phrases.add(Phrase.of("shipment.carrier", Map.of("carrier", carrier, "tracking", tracking)));
        }
        URI page = shipment.trackingUrl();
        if (page != null) {
            phrases.add(Phrase.of("shipment.link", Map.of("url", page.toString())));
        }
        Instant expected = shipment.estimatedDelivery();
        Instant delivered = shipment.deliveredAt();
        if (delivered != null) {
            phrases.add(Phrase.of("shipment.delivered_on", Map.of("date", delivered)));
        } else if (expected != null) {
            phrases.add(Phrase.of("shipment.expected", Map.of("date", expected)));
        }
        return phrases;
    }
}
