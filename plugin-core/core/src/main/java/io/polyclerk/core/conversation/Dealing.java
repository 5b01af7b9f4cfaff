package io.polyclerk.core.conversation;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is being arranged and not finished. Holds no personal data: ids, what was picked from a list, and words for goods.
 *
 * @param intent wire name of the intent that it serves
 * @param order number of the order that it is about; null while none is proven
 * @param picked what the shopper has picked so far, by name of the question
 * @param proposal id of the proposal that waits for a yes; null while none does
 */
public record Dealing(
        @Nullable String intent,
        @Nullable String order,
        Map<String, String> picked,
        @Nullable String proposal) {

    public static final Dealing NONE = new Dealing(null, null, Map.of(), null);

    public Dealing {
        picked = Map.copyOf(picked);
    }

    /** What was begun for this intent and this order, or a new beginning. */
    public Dealing about(String wantedIntent, String wantedOrder) {
        if (!wantedIntent.equals(intent) || order != null && !wantedOrder.equals(order)) {
            return new Dealing(wantedIntent, wantedOrder, Map.of(), null);
        }
        return order == null ? new Dealing(intent, wantedOrder, picked, proposal) : this;
    }

    public Dealing picking(String name, String value) {
        Map<String, String> more = new TreeMap<>(picked);
        more.put(name, value);
        return new Dealing(intent, order, more, proposal);
    }

    public Dealing proposing(@Nullable String id) {
        return new Dealing(intent, order, picked, id);
    }

    public @Nullable String picked(String name) {
        return picked.get(name);
    }

    public boolean serves(String wantedIntent) {
        return Objects.equals(intent, wantedIntent);
    }
}
