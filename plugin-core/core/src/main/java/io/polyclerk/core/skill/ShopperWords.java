package io.polyclerk.core.skill;

import io.polyclerk.core.language.LanguagePacks;

/** What the packs know of how shoppers answer, name orders and goods, and ask about the shop. Made once, as it takes a moment. Immutable. */
public final class ShopperWords {

    private final Answers answers;
    private final NamedOrders named;
    private final Goods goods;
    private final Asks asks;
    private final Announced announced;

    public ShopperWords(LanguagePacks packs) {
        answers = new Answers(packs);
        named = new NamedOrders(packs);
        goods = new Goods(packs);
        asks = new Asks(packs, goods);
        announced = new Announced(packs);
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

    Announced announced() {
        return announced;
    }

    Asks asks() {
        return asks;
    }
}
