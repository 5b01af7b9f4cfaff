package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.store.ShopPolicy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows questions about the shop and its goods that no intent stands for: "which is the cheapest?", "when are you open?". Immutable. */
final class Asks {

    private static final double MEANT = 0.5;
    /** From here on an order is meant, whatever words of the shop stand beside it. */
    private static final double ORDER_MEANT = 0.8;

    private static final int HARDLY_ANYTHING = 8;

    private static final int LONGEST = 160;
    /** "What do you have for my kettle?" asks for something in particular. */
    private static final int LONGEST_BESIDE = 24;

    private static final Pattern LONG_NUMBER = Pattern.compile("\\p{Nd}{5}");
    private static final Pattern QUESTION_MARK = Pattern.compile("[?؟]");

    private final PackWords words;

    private final Goods goods;
    private final ShopMatter matter;

    Asks(LanguagePacks packs, Goods goods) {
        words = PackWords.of(packs, "asks.");
        this.goods = goods;
        matter = new ShopMatter(goods);
    }

    /**
     * A question that was recognised.
     *
     * @param beside what is said beside its words
     * @param amount that was named as the most; null when none was
     */
    record Asked(Ask ask, String beside, @Nullable BigDecimal amount) {}

    /** Which rules tell what carriage costs, when that is asked and not the price of a thing. */
    Optional<ShopPolicy.Kind> costOfCarriage(Turn turn) {
        return isMeant(turn, Intent.PRICE_OR_DISCOUNT)
                ? matter.costOfCarriage(
                        words.in(PackWords.plain(turn.utterance().text())), turn)
                : Optional.empty();
    }

    Optional<Asked> read(Turn turn) {
        String text = PackWords.plain(turn.utterance().text());
        if (text.isBlank()
                || text.length() > LONGEST
                || !turn.utterance().selection().isEmpty()
                || turn.perceived().hasPhoto()
                || turn.interpretation().slot(Slot.EMAIL).isPresent()
                || isAnswer(text, turn.memory().question())) {
            return Optional.empty();
        }
        List<PackWords.Found> found = words.in(text);
        for (Ask ask : Ask.values()) {
            List<PackWords.Found> own = found.stream()
                    .filter(one -> one.list().equals(ask.name().toLowerCase(Locale.ROOT)))
                    .toList();
            if (!own.isEmpty()) {
                Asked asked = new Asked(
                        ask, without(text, own), ask == Ask.UNDER ? NamedAmount.near(text, own, found) : null);
                if (matter.isOfGoods(ask, text, found, turn)
                        && matter.isOfTheShop(asked, turn)
                        && isMeant(asked, turn)
                        && !namesOrder(asked, turn)
                        && (saysIt(asked) || !isOfAnOrder(turn))) {
                    return Optional.of(asked);
                }
            }
        }
        return Optional.empty();
    }

    /** What an order is asked for is no question about the shop, unless it is only the answer that the bot waits for. */
    private static boolean isOfAnOrder(Turn turn) {
        OpenQuestion question = turn.memory().question();
        Interpretation interpretation = turn.interpretation();
        return !interpretation.outOfScope()
                && interpretation.intents().stream()
                        .limit(1)
                        .anyMatch(scored -> scored.confidence() >= ORDER_MEANT
                                && scored.intent().isAboutAnOrder()
                                && (question == null
                                        || !scored.intent().wireName().equals(question.intent())));
    }

    /** An address, or why something goes back, may hold any words. */
    private boolean isAnswer(String text, @Nullable OpenQuestion question) {
        return question != null
                && switch (question.wanted()) {
                    case ADDRESS -> true;
                    case REASON, WISH ->
                        !goods.isNamed(text) && !QUESTION_MARK.matcher(text).find();
                    case ORDER_NUMBER, PROOF, CODE, PRODUCT, INTENT, LINE, QUANTITY, CONFIRMATION -> false;
                };
    }

    /** "I take it" and hardly more can be meant in no other way. */
    private static boolean saysIt(Asked asked) {
        int beside = asked.beside().length();
        return ShopMatter.lengthOf(asked.beside()) <= HARDLY_ANYTHING
                || asked.ask() == Ask.ORDERING && beside <= LONGEST_BESIDE;
    }

    /** What is named beside an order is left to the skills; an amount may look like the number of one. */
    private static boolean namesOrder(Asked asked, Turn turn) {
        BigDecimal amount = asked.amount();
        return turn.interpretation().all(Slot.ORDER_NUMBER).stream()
                .anyMatch(number -> amount == null || !number.equals(amount.toPlainString()));
    }

    private boolean isMeant(Asked asked, Turn turn) {
        return switch (asked.ask()) {
            case UNDER -> asked.amount() != null;
            case OFFERS -> !CouponSkill.holdsCode(turn);
            case PHONE ->
                !asksForProof(turn)
                        && !NamedAmount.isIn(asked.beside())
                        && !LONG_NUMBER.matcher(asked.beside()).find();
            case CATALOGUE -> asked.beside().strip().length() <= LONGEST_BESIDE && !goods.isNamed(asked.beside());
            case NEW, POPULAR -> asked.beside().strip().length() <= LONGEST_BESIDE;
            case PAYING -> !isMeant(turn, Intent.RETURN_POLICY);
            case CHEAPEST, DEAREST, COMPARE, HAGGLE, HOURS, PLACE, GENUINE, ORDERING, GIFT -> true;
        };
    }

    private static boolean isMeant(Turn turn, Intent intent) {
        return turn.interpretation().intents().stream()
                .limit(1)
                .anyMatch(scored -> scored.intent() == intent && scored.confidence() >= MEANT);
    }

    private static boolean asksForProof(Turn turn) {
        OpenQuestion question = turn.memory().question();
        return question != null && question.isForAnOrder();
    }

    private static String without(String text, List<PackWords.Found> found) {
        StringBuilder beside = new StringBuilder(text);
        found.forEach(one -> beside.replace(one.start(), one.end(), " ".repeat(one.end() - one.start())));
        return beside.toString().replaceAll("\\s+", " ").strip();
    }
}
