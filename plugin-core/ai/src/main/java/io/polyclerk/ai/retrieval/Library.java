package io.polyclerk.ai.retrieval;

import java.util.Map;
import java.util.Optional;

/** Where the texts of shops are kept. The index follows it and can always be built anew from it. Thread-safe. */
public interface Library {

    /** Ids of the texts that a merchant has now, with their versions. */
    Map<String, String> versions(String merchant);

    /** Empty when it is gone by now. */
    Optional<ShopText> text(String merchant, String id);
}
