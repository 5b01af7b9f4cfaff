package io.polyclerk.server.persistence.proactive;

import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.Dropped;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.Outcome;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.Stars;
import java.time.Instant;
import java.util.List;

/** What became of writing first in a period, for numbers: in the database, or in an export of it. */
public interface ProactiveHistory {

    /** What was said or spared, by time and id. @param days within which an answer or a stop counts @param now until when payments are known */
    List<Outcome> outcomes(String merchant, Occasion occasion, Instant from, Instant to, int days, Instant now);

    /** Answers to the question how it was, the fewest stars first. */
    List<Stars> stars(String merchant, Instant from, Instant to);

    /** Why nothing was said, the most frequent first. */
    List<Dropped> dropped(String merchant, Occasion occasion, Instant from, Instant to);
}
