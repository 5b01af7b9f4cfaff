package io.polyclerk.adapter.shopify;

import java.util.regex.Pattern;

/** The names that shops have at Shopify. Nothing is ever sent to an address made of a name that is none. */
final class ShopName {

    private static final Pattern SHOP =
            Pattern.compile("[a-z0-9][a-z0-9-_]*\\.(myshopify\\.com|shopify\\.com|myshopify\\.io|shop\\.dev)");

    private ShopName() {}

    static boolean isValid(String name) {
        return SHOP.matcher(name).matches();
    }
}
