package io.polyclerk.load.bills;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that counts.
 *
 * @param id as a bill gives it: the meter, a blank and the key
 * @param takesBack id of the unit that this gives back; null when it gives none back
 */
record Unit(
        String meter,
        String id,
        String conversation,
        String place,
        Instant at,
        @Nullable String takesBack) {

    private static final List<String> METERS = List.of("conversation", "solved", "action");

    /** The order in which units are priced. */
    static final Comparator<Unit> ORDER = Comparator.comparing(Unit::at)
            .thenComparingInt(unit -> METERS.indexOf(unit.meter))
            .thenComparing(Unit::id);

    static Unit of(String meter, String key, String conversation, String place, Instant at) {
        return new Unit(meter, meter + " " + key, conversation, place, at, null);
    }
}
