package io.polyclerk.core.skill;

import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.Coupons;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Says what a code takes off when one is written, and leaves every other question about prices to another skill. */
final class CouponSkill implements Skill {

    /** Capitals and digits together, digits behind a word, or capitals: what is not written so, as Arabic in Latin letters, is taken for a word. */
    private static final Pattern CODE = Pattern.compile("(?<![\\p{L}\\p{N}_-])(?:(?=[A-Z0-9_-]*\\d)(?=[A-Z0-9_-]*[A-Z])"
            + "[A-Z0-9][A-Z0-9_-]{2,39}|[A-Za-z]{3,30}\\d{1,6}|[A-Z]{4,40})(?![\\p{L}\\p{N}_-])");

    /** In quotation marks, or words held together: a code where the shop knows it, and otherwise a word. */
    private static final Pattern MAYBE = Pattern.compile("(?<=[\"“„«‘'「『])[\\p{L}\\p{N}_-]{3,40}(?=[\"”“»’'」』])"
            + "|(?<![\\p{L}\\p{N}_-])[\\p{L}\\p{N}]+(?:[_-][\\p{L}\\p{N}]+){1,3}(?![\\p{L}\\p{N}_-])");

    private static final int MOST_CODES = 2;

    private final Skill otherwise;

    CouponSkill(Skill otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public Intent intent() {
        return otherwise.intent();
    }

    @Override
    public SkillResult handle(Turn turn) {
        List<String> codes = written(CODE, turn);
        List<Phrase> known = (codes.isEmpty() ? written(MAYBE, turn) : codes)
                .stream()
                        .flatMap(code -> find(turn, code).stream())
                        .flatMap(coupon -> told(coupon, turn.now()).stream())
                        .toList();
        if (!known.isEmpty()) {
            return new SkillResult(new Reply.Say(known), turn.memory().asking(null));
        }
        SkillResult result = otherwise.handle(turn);
        boolean asksForProduct =
                result.reply() instanceof Reply.Ask ask && ask.question().wanted() == Wanted.PRODUCT;
        if (codes.isEmpty() || !asksForProduct || turn.stores().stream().noneMatch(CouponSkill::hasCoupons)) {
            return result;
        }
        return new SkillResult(
                new Reply.Say(List.of(Phrase.of("coupon.unknown", Map.of("code", codes.get(0))))),
                turn.memory().asking(null));
    }

    /** Whether something is written that looks like a code. */
    static boolean holdsCode(Turn turn) {
        return !written(CODE, turn).isEmpty();
    }

    private static List<String> written(Pattern form, Turn turn) {
        return form.matcher(turn.utterance().text())
                .results()
                .map(MatchResult::group)
                .distinct()
                .limit(MOST_CODES)
                .toList();
    }

    private static boolean hasCoupons(OpenStore store) {
        return store.adapter() instanceof Coupons coupons && coupons.tellsCoupons();
    }

    private static Optional<Coupon> find(Turn turn, String code) {
        return turn.stores().stream()
                .filter(CouponSkill::hasCoupons)
                .flatMap(store -> ((Coupons) store.adapter()).findCoupon(code).stream())
                .findFirst();
    }

    private static List<Phrase> told(Coupon coupon, Instant now) {
        Map<String, Object> code = Map.of("code", coupon.code());
        Instant ends = coupon.endsAt();
        if (coupon.usedUp() || (ends != null && !ends.isAfter(now))) {
            return List.of(Phrase.of("coupon.ended", code));
        }
        List<Phrase> phrases = new ArrayList<>();
        BigDecimal percent = coupon.percent();
        Money amount = coupon.amount();
        Money minimum = coupon.minimum();
        if (percent != null) {
            phrases.add(Phrase.of("coupon.percent", Map.of("code", coupon.code(), "percent", percent)));
        }
        if (amount != null) {
            phrases.add(Phrase.of("coupon.amount", Map.of("code", coupon.code(), "amount", amount)));
        }
        if (coupon.freeShipping()) {
            phrases.add(Phrase.of("coupon.free_shipping", code));
        }
        if (phrases.isEmpty()) {
            return List.of(Phrase.of("coupon.cart_tells", code));
        }
        if (minimum != null) {
            phrases.add(Phrase.of("coupon.minimum", Map.of("amount", minimum)));
        }
        if (ends != null) {
            phrases.add(Phrase.of("coupon.until", Map.of("date", ends)));
        }
        if (coupon.conditional()) {
            phrases.add(Phrase.of("coupon.conditions"));
        }
        return phrases;
    }
}
