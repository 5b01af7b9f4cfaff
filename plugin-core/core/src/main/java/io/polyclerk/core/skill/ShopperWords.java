package io.polyclerk.core.skill;

import io.polyclerk.core.language.LanguagePacks;
import java.util.Locale;
import java.util.Optional;

/** What the packs know of how shoppers answer, name orders and goods, and ask about the shop. Made once, as it takes a moment. Immutable. */
public final class ShopperWords {

    private final Answers answers;
    private final NamedOrders named;
    private final Goods goods;
    private final LineWords lines;
    private final Asks asks;
    private final Announced announced;

    public ShopperWords(LanguagePacks packs) {
        answers = new Answers(packs);
        named = new NamedOrders(packs);
        goods = new Goods(packs);
        lines = new LineWords(packs, goods);
        asks = new Asks(packs, goods);
        announced = new Announced(packs);
    }

    /** Which question about the shop and its goods a turn asks, by the name of its word list; empty when it asks none. For measuring. */
    public Optional<String> questionIn(Turn turn) {
        return asks.read(turn).map(asked -> asked.ask().name().toLowerCase(Locale.ROOT));
    }

    Answers answers() {
        return answers;
    }

    NamedOrders named() {
        return named;
    }

    Goods goods() {
        return goods;
    }

    LineWords lines() {
        return lines;
    }

    Announced announced() {
        return announced;
    }

    Asks asks() {
        return asks;
    }
}
