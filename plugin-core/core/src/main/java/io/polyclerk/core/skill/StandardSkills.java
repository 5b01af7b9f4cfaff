package io.polyclerk.core.skill;

import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.Policies;
import io.polyclerk.core.hours.OpeningHours;
import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.identity.ProofAttempts;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.ShopPolicy;
import java.util.List;
import java.util.function.Function;

/** The skills that every merchant has. */
public final class StandardSkills {

    private static final List<Offer> FIRST_OFFERS = List.of(
            Offers.intent(Intent.TRACK_ORDER),
            Offers.intent(Intent.PRODUCT_AVAILABILITY),
            Offers.intent(Intent.RETURN_POLICY));

    private StandardSkills() {}

    /**
     * All of them.
     *
     * @param codes how a code comes to a shopper's e-mail address; {@link OneTimeCodes#OFF} when it does not
     * @param words by which shoppers answer, name orders and goods, and ask
     */
    public static SkillRegistry with(
            ProofAttempts attempts, OneTimeCodes codes, ActionLedger ledger, Policies policies, ShopperWords words) {
        return with(attempts, codes, ledger, policies, words, Knowledge.NONE, merchant -> OpeningHours.ALWAYS);
    }

    /**
     * @param knowledge what the shop has written
     * @param hours when people of a merchant answer
     */
    public static SkillRegistry with(
            ProofAttempts attempts,
            OneTimeCodes codes,
            ActionLedger ledger,
            Policies policies,
            ShopperWords words,
            Knowledge knowledge,
            Function<String, OpeningHours> hours) {
        OrderGate gate = new OrderGate(attempts, codes);
        Proposals proposals = new Proposals(ledger, policies);
        return new SkillRegistry(
                skills(gate, ledger, proposals, words, knowledge),
                new Confirmations(ledger, policies, words.answers()),
                new Asides(words.answers(), words.announced()),
                new ShopQuestions(words, availability(words.goods(), knowledge), knowledge, hours),
                words.lines());
    }

    private static Skill availability(Goods goods, Knowledge knowledge) {
        return new ProductSkill(Intent.PRODUCT_AVAILABILITY, ProductWords::availability, goods, knowledge);
    }

    private static List<Skill> skills(
            OrderGate gate, ActionLedger ledger, Proposals proposals, ShopperWords words, Knowledge knowledge) {
        NamedOrders named = words.named();
        Goods goods = words.goods();
        return List.of(
                EachOrder.reading(new TrackOrderSkill(gate), named),
                EachOrder.reading(new RefundStatusSkill(gate, ledger), named),
                availability(goods, knowledge),
                new CouponSkill(new ProductSkill(Intent.PRICE_OR_DISCOUNT, PriceWords::of, goods, knowledge)),
                new ProductSkill(Intent.SIZE_OR_PRODUCT_ADVICE, ProductWords::advice, goods, knowledge),
                new PolicySkill(Intent.SHIPPING_POLICY, ShopPolicy.Kind.SHIPPING, knowledge),
                new PolicySkill(Intent.RETURN_POLICY, ShopPolicy.Kind.RETURNS, knowledge),
                EachOrder.changing(new ReturnSkill(gate, proposals, words.answers(), words.lines()), named),
                EachOrder.changing(new CancelSkill(gate, proposals), named),
                EachOrder.changing(new AddressSkill(gate, proposals), named),
                EachOrder.changing(new PaymentSkill(gate, knowledge), named),
                EachOrder.changing(new DamageSkill(gate, words.lines()), named),
                EachOrder.changing(new InvoiceSkill(gate), named),
                new TicketSkill(Intent.COMPLAINT, "noted.complaint"),
                new HandOffSkill(),
                new SayingSkill(Intent.FEEDBACK, "feedback", List.of()),
                new SayingSkill(Intent.GREETING, "greeting", FIRST_OFFERS),
                new SayingSkill(Intent.THANKS, "thanks", List.of()),
                new SayingSkill(Intent.GOODBYE, "goodbye", List.of()));
    }
}
