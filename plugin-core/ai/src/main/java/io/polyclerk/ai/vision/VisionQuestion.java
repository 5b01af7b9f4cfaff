package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Box;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the vision process is asked; a picture goes in the body. @param folder of the merchant's catalogue, below that of all */
record VisionQuestion(
        Kind kind,
        String folder,
        @Nullable String key,
        @Nullable String productId,
        @Nullable String sku,
        @Nullable String title,
        List<Box> boxes) {

    /** What is wanted. */
    enum Kind {
        /** The keys of what is known. */
        KNOWN,
        /** A product's picture is to be learnt. */
        LEARN,
        /** A photo is to be looked at. */
        LOOK,
        /** Only its pixels are wanted, upright and not too many. */
        PLAIN,
        /** Boxes are to be drawn in. */
        DRAW
    }

    static VisionQuestion known(String folder) {
        return new VisionQuestion(Kind.KNOWN, folder, null, null, null, null, List.of());
    }

    static VisionQuestion look(String folder, @Nullable String sku) {
        return new VisionQuestion(Kind.LOOK, folder, null, null, sku, null, List.of());
    }

    static VisionQuestion plain(String folder) {
        return new VisionQuestion(Kind.PLAIN, folder, null, null, null, null, List.of());
    }

    static VisionQuestion draw(String folder, List<Box> boxes) {
        return new VisionQuestion(Kind.DRAW, folder, null, null, null, null, boxes);
    }
}
