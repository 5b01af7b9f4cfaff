package io.polyclerk.core.ticket;

import io.polyclerk.core.media.PhotoInspector.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work that a turn leaves for a human; the store gives it its number.
 *
 * @param kind wire name of the intent it came from
 * @param summary what the shopper wants, in the shopper's words, cut to a sensible length
 * @param orderNumber as the shopper wrote it
 * @param urgent whether it should be looked at first
 * @param details what speaks for it
 * @param promised whether the shopper was told that they will hear when the store can be reached again
 */
public record TicketDraft(
        String kind,
        String summary,
        @Nullable String orderNumber,
        String language,
        boolean urgent,
        Case details,
        boolean promised) {

    public TicketDraft(
            String kind, String summary, @Nullable String orderNumber, String language, boolean urgent, Case details) {
        this(kind, summary, orderNumber, language, urgent, details, false);
    }

    public TicketDraft(String kind, String summary, @Nullable String orderNumber, String language, boolean urgent) {
        this(kind, summary, orderNumber, language, urgent, Case.NONE);
    }

    /**
     * What is known of the matter.
     *
     * @param proven whether the sender has proven that the order is theirs
     * @param orderLine the store's id of the position; null while it is not known
     * @param product its title in the shop's words
     * @param fault what is wrong with it; null when nobody looked
     * @param confidence of the fault, 0 to 1
     * @param wish what the shopper wants to have done: {@code exchange}, {@code refund}, {@code return}; null while unknown
     * @param continues whether it adds to the newest open ticket of the same kind and conversation, if there is one
     */
    public record Case(
            boolean proven,
            @Nullable String orderLine,
            @Nullable String product,
            @Nullable String sku,
            @Nullable Fault fault,
            double confidence,
            @Nullable String wish,
            List<Evidence> evidence,
            boolean continues) {

        public static final Case NONE = new Case(false, null, null, null, null, 0, null, List.of(), false);

        public Case {
            evidence = List.copyOf(evidence);
        }

        /** Nothing but what was sent. */
        public static Case of(List<Evidence> evidence) {
            return new Case(false, null, null, null, null, 0, null, evidence, false);
        }
    }
}
