package io.polyclerk.core.skill;

/** Questions of shoppers that no intent stands for, in the order in which they are looked for. Their words are in the packs under {@code asks.}. */
enum Ask {
    HAGGLE,
    UNDER,
    COMPARE,
    CHEAPEST,
    DEAREST,
    OFFERS,
    HOURS,
    PHONE,
    PLACE,
    GENUINE,
    PAYING,
    ORDERING,
    GIFT,
    NEW,
    POPULAR,
    CATALOGUE
}
