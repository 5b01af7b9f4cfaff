package io.polyclerk.server.connections;

import java.util.List;

/** Says which languages a merchant has switched on. Thread-safe. */
@FunctionalInterface
public interface ShopLanguages {

    /** No merchant has chosen: all of them. */
    ShopLanguages ALL = merchant -> List.of();

    /** BCP 47 tags; none means all. */
    List<String> languagesOf(String merchant);
}
