package io.polyclerk.core.skill;

import com.ibm.icu.text.DateFormatSymbols;
import com.ibm.icu.util.ULocale;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.hours.OpeningHours;
import io.polyclerk.core.hours.OpeningHours.Span;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.Asks.Asked;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about the shop and its goods that no intent stands for, from what the shop gives: its things and their prices, its texts, and when its
 * people answer. What it does not give is said to be unknown, with the next step. Thread-safe.
 */
public final class ShopQuestions {

    private static final System.Logger LOGGER = System.getLogger(ShopQuestions.class.getName());
    private static final double MEANT = 0.5;

    private final Asks asks;
    private final Goods goods;
    private final Shelf shelf;
    private final Browsing browsing;
    private final Skill availability;
    private final Knowledge knowledge;
    private final Function<String, OpeningHours> hours;

    ShopQuestions(ShopperWords words, Skill availability, Knowledge knowledge, Function<String, OpeningHours> hours) {
        this.asks = words.asks();
        this.goods = words.goods();
        this.shelf = new Shelf(goods);
        this.browsing = new Browsing(shelf);
        this.availability = availability;
        this.knowledge = knowledge;
        this.hours = hours;
    }

    /** Empty when it is no such question, or the shop cannot be asked just now. */
    public Optional<SkillResult> answer(Turn turn) {
        try {
            return answered(turn)
                    .map(result -> besideWhatIsOpen(result, turn.memory().question()));
        } catch (AdapterException unreachable) {
            LOGGER.log(System.Logger.Level.WARNING, "the shop did not answer: {0}", unreachable.getMessage());
            return Optional.empty();
        }
    }

    /** Whether a text names something that the shop has; not when it cannot be asked. */
    public boolean isThingNamed(Turn turn) {
        String text = PackWords.plain(turn.utterance().text());
        try {
            return goods.isNamed(text) || !shelf.named(turn, text).isEmpty();
        } catch (AdapterException unreachable) {
            return false;
        }
    }

    /** Who asks for the hours while a proof is awaited still has to prove it. */
    private static SkillResult besideWhatIsOpen(SkillResult result, @Nullable OpenQuestion open) {
        boolean isOver = open == null || open.wanted() == Wanted.PRODUCT || open.wanted() == Wanted.INTENT;
        return isOver ? result : result.remembering(result.memory().asking(open));
    }

    private Optional<SkillResult> answered(Turn turn) {
        Optional<Asked> asked = asks.read(turn);
        if (asked.isEmpty()) {
            Optional<Skill> rules = asks.costOfCarriage(turn)
                    .map(kind -> new PolicySkill(
                            kind == ShopPolicy.Kind.RETURNS ? Intent.RETURN_POLICY : Intent.SHIPPING_POLICY,
                            kind,
                            knowledge));
            return rules.isPresent() ? rules.map(skill -> skill.handle(turn)) : namedAlone(turn);
        }
        return switch (asked.get().ask()) {
            case HOURS -> Optional.of(hours(turn));
            case PHONE, PLACE, GENUINE, PAYING -> Optional.of(written(turn));
            case ORDERING -> Optional.of(ordering(asked.get(), turn));
            // "What does gift wrap cost?" and "where do I type the voucher?" hold the same words.
            case GIFT, OFFERS -> surelyWritten(turn).or(() -> browsing.answer(asked.get(), turn));
            case CHEAPEST, DEAREST, UNDER, COMPARE, HAGGLE, NEW, POPULAR, CATALOGUE ->
                browsing.answer(asked.get(), turn);
        };
    }

    private Optional<SkillResult> surelyWritten(Turn turn) {
        List<Phrase> words = knowledge.answer(turn);
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SkillResult(new Reply.Say(words), turn.memory().asking(null)));
    }

    /** "Headphones" and nothing else asks whether there are any. */
    private Optional<SkillResult> namedAlone(Turn turn) {
        String text = turn.utterance().text();
        boolean means = !turn.interpretation().outOfScope()
                && turn.interpretation().intents().stream().anyMatch(scored -> scored.confidence() >= MEANT);
        return means
                        || turn.perceived().hasPhoto()
                        || !goods.isAll(text)
                        || goods.find(turn, text, 1).isEmpty()
                        || knowledge.find(turn).known()
                ? Optional.empty()
                : Optional.of(availability.handle(turn));
    }

    private SkillResult hours(Turn turn) {
        OpeningHours open = hours.apply(turn.conversation().merchant());
        if (open.week().isEmpty()) {
            return written(turn);
        }
        ULocale locale = ULocale.forLanguageTag(turn.conversation().language());
        String[] names = DateFormatSymbols.getInstance(locale).getWeekdays();
        List<Phrase> phrases = new ArrayList<>();
        phrases.add(Phrase.of("browse.hours", Map.of("zone", open.zone().getId())));
        DayOfWeek[] days = DayOfWeek.values();
        for (int first = 0; first < days.length; ) {
            List<Span> spans = open.week().getOrDefault(days[first], List.of());
            int last = first;
            while (last + 1 < days.length
                    && open.week().getOrDefault(days[last + 1], List.of()).equals(spans)) {
                last++;
            }
            String range = last == first
                    ? name(names, days[first])
                    : name(names, days[first]) + " – " + name(names, days[last]);
            spans.forEach(span -> phrases.add(
                    Phrase.of("browse.hours_span", Map.of("days", range, "from", span.from(), "to", span.to()))));
            first = last + 1;
        }
        return new SkillResult(new Reply.Say(phrases), turn.memory());
    }

    /** Sunday is the first of ICU's names. */
    private static String name(String[] names, DayOfWeek day) {
        return names[day.getValue() % 7 + 1];
    }

    /** In the shop's words, other than its rules for delivery and returns, however near those are. */
    private SkillResult written(Turn turn) {
        List<Phrase> words = texts(turn);
        return words.isEmpty()
                ? new SkillResult(
                        new Reply.Say(List.of(Phrase.of("browse.not_written")), List.of(Offers.human())), turn.memory())
                : new SkillResult(new Reply.Say(words), turn.memory());
    }

    private List<Phrase> texts(Turn turn) {
        List<String> rules = turn.stores().stream()
                .flatMap(store -> store.adapter().policies().stream())
                .filter(policy -> policy.kind() == ShopPolicy.Kind.SHIPPING || policy.kind() == ShopPolicy.Kind.RETURNS)
                .map(ShopPolicy::title)
                .toList();
        return knowledge.answer(
                turn, passage -> !rules.contains(passage.source().title()));
    }

    /** Where it can be bought: the page of what is named, or of what was spoken of. */
    private SkillResult ordering(Asked asked, Turn turn) {
        List<Phrase> phrases = new ArrayList<>(List.of(Phrase.of("browse.order_on_page")));
        Optional<Product> meant = goods.find(turn, asked.beside(), 1).stream().findFirst();
        String remembered = turn.memory().product();
        if (meant.isEmpty() && remembered != null) {
            meant = shelf.named(turn, PackWords.plain(remembered)).stream()
                    .filter(product -> product.title().equals(remembered))
                    .findFirst();
        }
        meant.ifPresent(product -> {
            phrases.addAll(PriceWords.of(product, turn));
            ProductWords.page(product).ifPresent(phrases::add);
        });
        return new SkillResult(
                new Reply.Say(phrases),
                meant.map(product -> turn.memory()
                                .aboutProduct(product.title(), Intent.PRODUCT_AVAILABILITY.wireName())
                                .asking(null))
                        .orElse(turn.memory()));
    }
}
