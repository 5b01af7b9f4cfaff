package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.metrics.ContactRow;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Contacts that are put together from what happened each time that they are asked for. A day before the period is read too, to know
 * whether a contact is the rest of an earlier one, and all that followed, to know whether the shopper came back.
 */
record Recounted(History history) implements Contacts {

    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    @Override
    public void each(Asked asked, Consumer<ContactRow> taker) {
        history.each(
                asked.merchant(),
                asked.from().minus(Contact.PAUSE),
                EVER,
                moments -> ContactReader.read(moments).stream()
                        .map(Contact::row)
                        .filter(asked::accepts)
                        .forEach(taker));
    }

    @Override
    public Map<String, Long> spent(Asked asked) {
        return history.spent(asked.merchant(), asked.from(), asked.to());
    }

    @Override
    public int openTickets(@Nullable String merchant) {
        return history.openTickets(merchant);
    }
}
