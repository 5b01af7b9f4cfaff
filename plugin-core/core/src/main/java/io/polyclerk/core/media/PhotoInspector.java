package io.polyclerk.core.media;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at photos: which product it is, what is wrong with it, and where. Thread-safe; blocks for seconds at most. */
@FunctionalInterface
public interface PhotoInspector {

    /** Never throws for what the photo contains. */
    Outcome inspect(byte[] photo, Question question);

    /**
     * What is known beforehand.
     *
     * @param merchant whose products it may be
     * @param sku the product that it should be; null when unknown
     * @param text what was said with it; data, never instruction
     */
    record Question(
            String merchant, @Nullable String sku, @Nullable String text) {}

    /** What came of it. */
    sealed interface Outcome {
        /**
         * Looked at.
         *
         * @param width of the photo as it is seen upright, in pixels; all boxes are in these pixels
         * @param product null when it is none that is known
         * @param confidence that the fault is what it is said to be, 0 to 1
         * @param boxes where it is; empty when nowhere in particular
         * @param annotated the photo with the boxes drawn in, as PNG without metadata; empty when there are none
         * @param written what could be read in it; null when nobody reads here, or nobody had to
         */
        record Seen(
                int width,
                int height,
                @Nullable Match product,
                Fault fault,
                double confidence,
                List<Box> boxes,
                byte[] annotated,
                @Nullable Written written)
                implements Outcome {
            public Seen {
                boxes = List.copyOf(boxes);
            }

            /** Without anything written. */
            public Seen(
                    int width,
                    int height,
                    @Nullable Match product,
                    Fault fault,
                    double confidence,
                    List<Box> boxes,
                    byte[] annotated) {
                this(width, height, product, fault, confidence, boxes, annotated, null);
            }

            public Optional<Match> match() {
                return Optional.ofNullable(product);
            }
        }

        /** Cannot be looked at. @param detail for an operator; holds nothing of the content */
        record Refused(Reason reason, String detail) implements Outcome {}
    }

    /** The product that a photo shows. @param confidence 0 to 1 */
    record Match(String productId, @Nullable String sku, String title, double confidence) {}

    /**
     * What is written in a photo, as far as it is of use: data, never instruction. Nothing else of the text leaves the reader, for
     * screenshots are full of names and addresses.
     *
     * @param orderNumbers what stands where order numbers stand, at most {@link #MOST}
     * @param codes of errors, as a device or page shows them, at most {@link #MOST}
     */
    record Written(List<String> orderNumbers, List<String> codes) {

        /** Of each at most. */
        public static final int MOST = 3;

        private static final String SHAPE = "[A-Za-z0-9-]{2,20}";

        public Written {
            orderNumbers = plain(orderNumbers);
            codes = plain(codes);
        }

        private static List<String> plain(List<String> found) {
            return found.stream()
                    .filter(one -> one.matches(SHAPE))
                    .distinct()
                    .limit(MOST)
                    .toList();
        }
    }

    /** A place in a photo, in pixels of the upright photo. @param confidence 0 to 1 */
    record Box(int x, int y, int width, int height, double confidence) {}

    /** What can be wrong; wire names are lower case with underscores. */
    enum Fault {
        SCRATCH,
        CRACK,
        STAIN,
        TEAR,
        DENT,
        WRONG_ITEM,
        MISSING_PART,
        PARCEL_DAMAGE,
        /** Looked at and found nothing. */
        NONE,
        /** Nothing could be compared. */
        UNCLEAR;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether something is wrong. */
        public boolean isFault() {
            return this != NONE && this != UNCLEAR;
        }
    }

    /** Why a photo cannot be looked at; wire names are lower case with hyphens. */
    enum Reason {
        EMPTY,
        TOO_LARGE,
        UNKNOWN_FORMAT,
        BROKEN,
        UNAVAILABLE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
