package io.polyclerk.core.action;

import io.polyclerk.core.fake.ActionSchedule;
import io.polyclerk.core.fake.InMemoryJournal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A thousand random courses of events: never two refunds, never a claim without one, and everything comes to an end that is told. */
class ActionSchedulesTest {

    @Property(tries = 1000)
    void moneyGoesBackAtMostOnceAndEveryClaimIsTrue(@ForAll long seed) {
        InMemoryJournal journal = new InMemoryJournal();
        new ActionSchedule(seed, "2001", journal, journal, journal.ledger).run();
    }
}
