package io.polyclerk.ai.vision;

import org.jspecify.annotations.Nullable;

/** What the vision process is asked; a picture goes in the body. @param folder of the merchant's catalogue, below that of all */
record VisionQuestion(
        Kind kind,
        String folder,
        @Nullable String key,
        @Nullable String productId,
        @Nullable String sku,
        @Nullable String title) {

    /** What is wanted. */
    enum Kind {
        /** The keys of what is known. */
        KNOWN,
        /** A product's picture is to be learnt. */
        LEARN,
        /** A photo is to be looked at. */
        LOOK
    }

    static VisionQuestion known(String folder) {
        return new VisionQuestion(Kind.KNOWN, folder, null, null, null, null);
    }

    static VisionQuestion look(String folder, @Nullable String sku) {
        return new VisionQuestion(Kind.LOOK, folder, null, null, sku, null);
    }
}
