package io.polyclerk.server.metrics;

import io.polyclerk.server.persistence.metrics.ServiceHistory.Kind;
import io.polyclerk.server.persistence.metrics.ServiceHistory.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of the contacts of one conversation at each moment, in the order in which it became true. What was said of the first
 * moments does not change when more follow: so others can count it while the conversation goes on. Solved means what it means in the
 * numbers of service.
 */
public final class ContactTrail {

    private final List<Fact> facts = new ArrayList<>();
    private final List<Contact> contacts = new ArrayList<>();
    private final Set<Contact> answered = new HashSet<>();
    private final Map<Contact, String> solvedBy = new HashMap<>();

    private ContactTrail() {}

    /** What became true. */
    public enum What {
        /** The bot answered for the first time in this contact. */
        ANSWERED,
        /** The shopper confirmed that it is good. */
        SOLVED,
        /** It was solved and is not any more. */
        REOPENED
    }

    /**
     * @param moment by which it became true
     * @param place id of that moment
     * @param solved place of the moment that had solved it; null but for what is reopened
     */
    public record Fact(
            What what,
            String place,
            Moment moment,
            @Nullable String solved) {}

    /** @param place names the moment within its conversation */
    public record Placed(String place, Moment moment) {}

    /** @param moments of one conversation, in their order, with times that never go back */
    public static List<Fact> of(List<Placed> moments) {
        ContactTrail trail = new ContactTrail();
        Contact current = null;
        for (Placed placed : moments) {
            current = ContactReader.take(placed.moment(), current, trail.contacts);
            trail.look(placed, current);
        }
        return trail.facts;
    }

    private void look(Placed placed, @Nullable Contact current) {
        boolean answers = placed.moment().kind() == Kind.TURN
                && TurnDetails.of(placed.moment().details()).replies() > 0;
        if (current != null && answers && answered.add(current)) {
            facts.add(new Fact(What.ANSWERED, placed.place(), placed.moment(), null));
        }
        for (Contact contact : contacts) {
            if (current != null && contact != current) {
                contact.followedBy(current);
            }
            boolean isSolved = contact.isSolvedAtFirst();
            String solved = solvedBy.get(contact);
            if (isSolved && solved == null) {
                solvedBy.put(contact, placed.place());
                facts.add(new Fact(What.SOLVED, placed.place(), placed.moment(), null));
            } else if (!isSolved && solved != null) {
                solvedBy.remove(contact);
                facts.add(new Fact(What.REOPENED, placed.place(), placed.moment(), solved));
            }
        }
    }
}
