package io.polyclerk.core.skill;

import io.polyclerk.core.skill.Asks.Asked;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.store.ShopPolicy;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells questions about the shop and its goods from lines that hold the same words and speak of something else. Immutable. */
final class ShopMatter {

    /** Words of delivery and sending back. */
    private static final String CARRIAGE = "carriage";

    private static final String SENDING_BACK = "sending_back";

    private static final String OFFERS = "offers";

    /** What is said beside the words of a question that is nobody's matter in particular. */
    private static final int SHORT_BESIDE = 14;

    private static final int TIMES_DENSE = 3;

    private static final Pattern TWO_SIZES =
            Pattern.compile("(?<!\\p{Nd})\\p{Nd}{2}(?!\\p{Nd})\\D{1,12}(?<!\\p{Nd})\\p{Nd}{2}(?!\\p{Nd})");

    private static final double MEANT = 0.5;

    private final Goods goods;

    ShopMatter(Goods goods) {
        this.goods = goods;
    }

    /** What carriage costs stands in the rules for it. @param found words of lists in the turn's text */
    Optional<ShopPolicy.Kind> costOfCarriage(List<PackWords.Found> found, Turn turn) {
        if (holds(found, OFFERS) || goods.isNamed(turn.utterance().text())) {
            return Optional.empty();
        }
        if (holds(found, SENDING_BACK)) {
            return Optional.of(ShopPolicy.Kind.RETURNS);
        }
        return holds(found, CARRIAGE) ? Optional.of(ShopPolicy.Kind.SHIPPING) : Optional.empty();
    }

    private static boolean holds(List<PackWords.Found> found, String list) {
        return found.stream().anyMatch(one -> one.list().equals(list));
    }

    /** The cheapest delivery is no thing of the shop, and of 42 and 43 a size is asked. */
    boolean isOfGoods(Ask ask, String text, List<PackWords.Found> found, Turn turn) {
        return switch (ask) {
            case CHEAPEST, DEAREST, HAGGLE, UNDER ->
                found.stream().noneMatch(one -> one.list().equals(CARRIAGE));
            case COMPARE ->
                found.stream().noneMatch(one -> one.list().equals(CARRIAGE))
                        && turn.interpretation().slot(Slot.SIZE).isEmpty()
                        && !TWO_SIZES.matcher(text).find();
            case OFFERS, HOURS, PHONE, PLACE, GENUINE, PAYING, ORDERING, GIFT, NEW, POPULAR, CATALOGUE -> true;
        };
    }

    /** The cheapest flight and the hours of the post office are no matter of a shop; that nothing is understood of a line is a sign of it. */
    boolean isOfTheShop(Asked asked, Turn turn) {
        Interpretation read = turn.interpretation();
        boolean understood =
                !read.outOfScope() && read.intents().stream().anyMatch(scored -> scored.confidence() >= MEANT);
        boolean saysLittle = lengthOf(asked.beside()) <= SHORT_BESIDE;
        return switch (asked.ask()) {
            case CHEAPEST, DEAREST, COMPARE, ORDERING ->
                !read.outOfScope() || saysLittle || goods.isNamed(asked.beside());
            case HOURS, PLACE, NEW -> understood || saysLittle || goods.isNamed(asked.beside());
            case HAGGLE, UNDER, OFFERS, PHONE, GENUINE, PAYING, GIFT, POPULAR, CATALOGUE -> true;
        };
    }

    /** In letters; a character of Chinese, Japanese or Korean says as much as several. */
    static int lengthOf(String text) {
        return (int) text.codePoints()
                .filter(Character::isLetterOrDigit)
                .map(point -> Goods.isDense(point) ? TIMES_DENSE : 1)
                .sum();
    }
}
