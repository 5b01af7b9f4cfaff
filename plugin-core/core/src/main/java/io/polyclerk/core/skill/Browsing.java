package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.skill.Asks.Asked;
import io.polyclerk.core.skill.Shelf.Things;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers questions about several things of the shop at once, by their prices as the shop tells them. Never says what the shop does not. Thread-safe. */
final class Browsing {

    private static final int SHOWN = 3;
    private static final int SHOWN_UNDER = 5;
    private static final int COMPARED = 2;

    private final Shelf shelf;

    Browsing(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Empty when another skill has more to say. */
    Optional<SkillResult> answer(Asked asked, Turn turn) {
        return switch (asked.ask()) {
            case CHEAPEST -> Optional.of(extreme(asked, turn, "browse.cheapest", byPrice()));
            case DEAREST ->
                Optional.of(extreme(asked, turn, "browse.dearest", byPrice().reversed()));
            case UNDER -> Optional.of(under(asked, turn));
            case OFFERS -> offers(asked, turn);
            case COMPARE -> compare(asked, turn);
            case HAGGLE -> Optional.of(fixedPrice(turn));
            case GIFT -> Optional.of(what(turn, List.of(Phrase.of("browse.gift"))));
            case NEW, POPULAR -> Optional.of(what(turn, List.of(Phrase.of("browse.not_told"))));
            case CATALOGUE -> Optional.of(what(turn, List.of()));
            case HOURS, PHONE, PLACE, GENUINE, PAYING, ORDERING -> Optional.empty();
        };
    }

    private SkillResult extreme(Asked asked, Turn turn, String first, Comparator<Variant> order) {
        Things things = shelf.askedFor(turn, asked.beside(), true);
        List<Priced> priced = priced(things.products(), order).toList();
        // Of a shop that has more than can be looked through, nobody can say what costs least.
        if (things.products().isEmpty() && things.whole() && !asked.beside().isBlank()) {
            return what(
                    turn,
                    List.of(Phrase.of(
                            "product.unknown", Map.of("words", asked.beside().replaceAll("[\\p{P}\\s]+$", "")))));
        }
        return priced.isEmpty() || !things.whole()
                ? what(turn, List.of())
                : listed(turn, Phrase.of(first), priced, SHOWN);
    }

    private SkillResult under(Asked asked, Turn turn) {
        Things things = shelf.askedFor(turn, asked.beside().replaceAll("\\p{Nd}+|\\p{Sc}", " "), false);
        List<Priced> all = priced(things.products(), byPrice()).toList();
        if (all.isEmpty() || asked.amount() == null) {
            return what(turn, List.of());
        }
        Currency currency = all.get(0).variant().price().currency();
        Optional<String> named =
                NamedCurrency.in(turn.utterance().text(), turn.interpretation().language());
        if (named.filter(code -> !code.equals(currency.getCurrencyCode())).isPresent()) {
            // Nobody knows the rate of today.
            return what(
                    turn, List.of(Phrase.of("browse.other_currency", Map.of("currency", currency.getCurrencyCode()))));
        }
        Money most = new Money(asked.amount(), currency);
        List<Priced> fitting = all.stream()
                .filter(one -> one.variant().price().amount().compareTo(most.amount()) <= 0)
                .sorted(Comparator.comparing(Priced::variant, byPrice().reversed()))
                .toList();
        return fitting.isEmpty()
                ? what(turn, List.of(Phrase.of("browse.none_under", Map.of("amount", most))))
                : listed(turn, Phrase.of("browse.under", Map.of("amount", most)), fitting, SHOWN_UNDER);
    }

    private Optional<SkillResult> offers(Asked asked, Turn turn) {
        Things things = shelf.askedFor(turn, asked.beside(), false);
        if (things.products().isEmpty()) {
            return Optional.empty();
        }
        List<Priced> reduced = things.products().stream()
                .flatMap(product -> product.variants().stream()
                        .filter(variant -> variant.regularPrice() != null && isToBeHad(variant))
                        .min(byPrice())
                        .map(variant -> new Priced(product, variant))
                        .stream())
                .toList();
        if (!reduced.isEmpty()) {
            return Optional.of(listed(turn, Phrase.of("browse.offers"), reduced, SHOWN_UNDER));
        }
        return things.whole()
                ? Optional.of(new SkillResult(
                        new Reply.Say(List.of(Phrase.of("browse.no_offers"))),
                        turn.memory().asking(null)))
                : Optional.empty();
    }

    private Optional<SkillResult> compare(Asked asked, Turn turn) {
        List<Product> products = shelf.named(turn, asked.beside());
        if (products.size() < COMPARED) {
            return Optional.empty();
        }
        List<Phrase> phrases = new ArrayList<>();
        for (Product product : products.subList(0, COMPARED)) {
            if (!phrases.isEmpty()) {
                phrases.add(new Phrase.Verbatim(""));
            }
            phrases.addAll(PriceWords.of(product, turn));
            phrases.addAll(ProductWords.advice(product, turn));
        }
        return Optional.of(told(turn, phrases, products.get(0)));
    }

    /** Nobody is promised a price that the shop does not show. */
    private SkillResult fixedPrice(Turn turn) {
        List<Phrase> phrases = new ArrayList<>(List.of(Phrase.of("browse.fixed_price")));
        String remembered = turn.memory().product();
        List<Product> products = remembered == null ? List.of() : shelf.named(turn, PackWords.plain(remembered));
        products.stream()
                .filter(product -> product.title().equals(remembered))
                .findFirst()
                .ifPresent(product -> phrases.addAll(PriceWords.of(product, turn)));
        return new SkillResult(
                new Reply.Say(phrases, List.of(Offers.human())), turn.memory().asking(null));
    }

    /** Says what kinds of things there are and asks for one. */
    private SkillResult what(Turn turn, List<Phrase> first) {
        List<Phrase> phrases = new ArrayList<>(first);
        List<String> categories = shelf.categories(turn);
        phrases.add(
                categories.isEmpty()
                        ? Phrase.of("ask_product")
                        : Phrase.of("browse.catalogue", Map.of("categories", String.join("; ", categories))));
        OpenQuestion question = new OpenQuestion(Intent.PRICE_OR_DISCOUNT.wireName(), Wanted.PRODUCT, 1);
        return new SkillResult(
                new Reply.Ask(phrases, question, List.<Offer>of()),
                turn.memory().asking(question));
    }

    private static SkillResult listed(Turn turn, Phrase first, List<Priced> all, int most) {
        List<Priced> shown = all.subList(0, Math.min(most, all.size()));
        List<Phrase> phrases = new ArrayList<>(List.of(first));
        shown.forEach(one -> phrases.add(PriceWords.of(one.product(), one.variant())));
        if (all.size() > shown.size() && most == SHOWN_UNDER) {
            phrases.add(Phrase.of("browse.more", Map.of("count", all.size() - shown.size())));
        }
        ProductWords.freshness(shown.stream().map(Priced::product).toList(), turn.now())
                .ifPresent(phrases::add);
        ProductWords.page(shown.get(0).product())
                .ifPresent(page -> phrases.addAll(shown.size() == 1 ? List.of(page) : List.of()));
        return told(turn, phrases, shown.get(0).product());
    }

    private static SkillResult told(Turn turn, List<Phrase> phrases, Product product) {
        return new SkillResult(
                new Reply.Say(phrases),
                turn.memory()
                        .aboutProduct(product.title(), Intent.PRICE_OR_DISCOUNT.wireName())
                        .asking(null));
    }

    /** A thing with the variant that counts. */
    private record Priced(Product product, Variant variant) {}

    /** Each thing once, with the first of its variants that can be had. */
    private static Stream<Priced> priced(List<Product> products, Comparator<Variant> order) {
        return products.stream()
                .flatMap(product -> product.variants().stream()
                        .filter(Browsing::isToBeHad)
                        .min(order)
                        .map(variant -> new Priced(product, variant))
                        .stream())
                .sorted(Comparator.comparing(Priced::variant, order));
    }

    private static Comparator<Variant> byPrice() {
        return Comparator.comparing(variant -> variant.price().amount());
    }

    private static boolean isToBeHad(Variant variant) {
        return switch (variant.stock().state()) {
            case IN_STOCK, BACKORDER, UNKNOWN -> true;
            case OUT_OF_STOCK -> false;
        };
    }
}
