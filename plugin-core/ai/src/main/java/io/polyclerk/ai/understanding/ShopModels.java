package io.polyclerk.ai.understanding;

import java.util.Optional;

/** What shops have taught their bots. Asked for every message, so it answers from memory. Thread-safe. */
@FunctionalInterface
public interface ShopModels {

    /** Every shop understands as the packs do. */
    ShopModels NONE = (merchant, language) -> Optional.empty();

    /** How a shop understands a language; empty when it has taught nothing of it. */
    Optional<ShopModel> of(String merchant, String language);
}
