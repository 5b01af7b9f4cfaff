package io.polyclerk.core.skill;

import io.polyclerk.core.identity.ProofAttempts;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.ShopPolicy;
import java.util.List;

/** The skills that every merchant has. */
public final class StandardSkills {

    private static final List<Offer> FIRST_OFFERS = List.of(
            Offers.intent(Intent.TRACK_ORDER),
            Offers.intent(Intent.PRODUCT_AVAILABILITY),
            Offers.intent(Intent.RETURN_POLICY));

    private StandardSkills() {}

    public static SkillRegistry with(ProofAttempts attempts) {
        OrderGate gate = new OrderGate(attempts);
        return new SkillRegistry(List.of(
                new TrackOrderSkill(gate),
                new RefundStatusSkill(gate),
                new ProductSkill(Intent.PRODUCT_AVAILABILITY, ProductWords::availability),
                new ProductSkill(Intent.PRICE_OR_DISCOUNT, ProductWords::price),
                new ProductSkill(Intent.SIZE_OR_PRODUCT_ADVICE, ProductWords::advice),
                new PolicySkill(Intent.SHIPPING_POLICY, ShopPolicy.Kind.SHIPPING),
                new PolicySkill(Intent.RETURN_POLICY, ShopPolicy.Kind.RETURNS),
                new TicketSkill(Intent.RETURN_ITEM, "noted.change"),
                new TicketSkill(Intent.CANCEL_ORDER, "noted.change"),
                new TicketSkill(Intent.CHANGE_ADDRESS, "noted.change"),
                new TicketSkill(Intent.PAYMENT_PROBLEM, "noted.payment"),
                new TicketSkill(Intent.DAMAGED_OR_WRONG_ITEM, "noted.damage"),
                new TicketSkill(Intent.INVOICE_REQUEST, "noted.wish"),
                new TicketSkill(Intent.COMPLAINT, "noted.complaint"),
                new HandOffSkill(),
                new SayingSkill(Intent.FEEDBACK, "feedback", List.of()),
                new SayingSkill(Intent.GREETING, "greeting", FIRST_OFFERS),
                new SayingSkill(Intent.THANKS, "thanks", List.of()),
                new SayingSkill(Intent.GOODBYE, "goodbye", List.of())));
    }
}
