package io.polyclerk.spi.store;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A text by which the shop binds itself. @param language BCP 47 tag @param text plain text */
public record ShopPolicy(
        Kind kind,
        String language,
        String title,
        String text,
        @Nullable URI page) {

    /** What it is about. */
    public enum Kind {
        SHIPPING,
        RETURNS,
        PRIVACY,
        TERMS,
        OTHER
    }
}
