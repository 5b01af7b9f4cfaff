package io.polyclerk.server.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.billing.Meter;
import io.polyclerk.core.billing.UsageUnit;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.metrics.ContactTrail;
import io.polyclerk.server.metrics.ContactTrail.Fact;
import io.polyclerk.server.metrics.ContactTrail.Placed;
import io.polyclerk.server.persistence.billing.UsageLog.Happened;
import io.polyclerk.server.persistence.metrics.ServiceHistory;
import io.polyclerk.server.persistence.metrics.ServiceHistory.Kind;
import io.polyclerk.server.persistence.metrics.ServiceHistory.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what of a conversation counts. A pure function of what was stored: reading twice, or reading more, finds what was found before
 * under the same keys. Within a conversation time never goes back: what bears an earlier time than the one before it counts as
 * simultaneous, so a clock that is set back splits no contact.
 */
final class UsageReader {

    private static final String ACTION = "action";

    private UsageReader() {}

    /** @param start event up to which nothing is counted, or all has been counted: it is looked at and gives no units */
    static List<UsageUnit> read(String conversation, List<Happened> history, long start) {
        List<UsageUnit> units = new ArrayList<>();
        List<Placed> moments = new ArrayList<>();
        Instant now = Instant.MIN;
        for (Happened happened : history) {
            now = happened.at().isAfter(now) ? happened.at() : now;
            Kind kind = happened.ticket() ? Kind.TICKET : ServiceHistory.kindOf(happened.kind());
            if (kind != null) {
                moments.add(new Placed(
                        happened.place(),
                        new Moment(conversation, happened.connection(), now, kind, happened.details())));
            } else if (happened.kind().equals(ACTION)) {
                action(conversation, happened, now, units);
            }
        }
        ContactTrail.of(moments).forEach(fact -> units.add(unit(conversation, fact)));
        units.removeIf(unit -> isBefore(unit, start));
        return units;
    }

    private static boolean isBefore(UsageUnit unit, long start) {
        return !unit.turn().startsWith("t") && Long.parseLong(unit.turn()) <= start;
    }

    private static UsageUnit unit(String conversation, Fact fact) {
        String key = conversation + "/" + fact.place();
        Instant at = fact.moment().at();
        return switch (fact.what()) {
            case ANSWERED -> new UsageUnit(Meter.CONVERSATION, key, conversation, fact.place(), at);
            case SOLVED -> new UsageUnit(Meter.SOLVED, key, conversation, fact.place(), at);
            case REOPENED ->
                new UsageUnit(
                        Meter.SOLVED,
                        conversation + "/" + fact.solved() + "-" + fact.place(),
                        conversation,
                        fact.place(),
                        at,
                        conversation + "/" + fact.solved(),
                        null);
        };
    }

    /** However often it is told that an action is done, it has one id. */
    private static void action(String conversation, Happened happened, Instant at, List<UsageUnit> units) {
        JsonNode details = Json.read(happened.details(), JsonNode.class);
        String id = details.path("action").asText();
        boolean isDone = details.path("state").asText().equals(ActionState.DONE.wireName());
        if (isDone
                && !id.isEmpty()
                && units.stream().noneMatch(unit -> unit.key().equals(id))) {
            units.add(new UsageUnit(Meter.ACTION, id, conversation, happened.place(), at));
        }
    }
}
