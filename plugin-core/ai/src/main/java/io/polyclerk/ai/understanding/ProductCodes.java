package io.polyclerk.ai.understanding;

import java.util.Optional;

/** The product codes of merchants' catalogues. Asked for every message that holds something like a code, so answers come from memory. */
public interface ProductCodes {

    /** No catalogue is known. */
    ProductCodes NONE = (merchant, written) -> Optional.empty();

    /** The code as the catalogue writes it. @param written as a shopper wrote it, in lower case and ASCII digits */
    Optional<String> code(String merchant, String written);
}
