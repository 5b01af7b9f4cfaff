package io.polyclerk.server.metrics;

import io.polyclerk.server.metrics.ServiceNumbers.Figure;
import io.polyclerk.server.persistence.metrics.ServiceHistory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the numbers of a period. Each contact belongs to the period in which it began. Thread-safe. */
public final class ServiceMetrics {

    static final String FCR =
            "Contacts with a wish that the bot alone served and the shopper confirmed (thanks or a good"
                    + " rating), without ticket, without an agent, and without coming back with the same wish within 7 days; of all"
                    + " contacts with a wish. Silence is not counted as solved.";
    static final String HANDOFF =
            "Contacts in which an agent was promised, took over or answered; of all contacts with a wish.";
    static final String CSAT = "Ratings of 4 or 5; of all ratings that shoppers gave.";
    static final String LOCAL = "Turns that were answered without asking a model outside; of all turns.";
    static final String REOPENED =
            "Contacts after which the shopper came back with the same wish, or whose ticket was opened"
                    + " again, within 7 days; of all contacts that were confirmed as solved or whose ticket was closed.";
    static final String TICKETS = "Contacts that left a ticket; of all contacts with a wish.";
    static final String UNDERSTOOD =
            "Turns whose wish was clear to the bot, or clearly none of a shop's; of all turns.";
    static final String AGENT_ANSWER =
            "Seconds from the promise of an agent to the first deed of one: the middle value. count:"
                    + " contacts in which an agent answered; of: contacts in which one was promised or came.";

    static final String BOT_ANSWER =
            "Seconds from a shopper's message to the bot's answer: the middle value. count and of: turns of which it is"
                    + " known.";

    static final String COST =
            "What models outside cost in the period (answers, translation at the desk, voice, pictures), in the currency of the"
                    + " daily cap; for each contact that counts as solved at first contact.";

    private final Contacts contacts;

    /** Numbers that are computed from the events each time. */
    public ServiceMetrics(ServiceHistory history) {
        this(new Recounted(new StoredHistory(history)));
    }

    public ServiceMetrics(Contacts contacts) {
        this.contacts = contacts;
    }

    /** A contact behind a number. */
    public record Behind(String conversation, Instant at) {}

    /** The contacts that count for a number, or those that do not; the newest first, at most {@code limit}. */
    public List<Behind> behind(Asked asked, FigureName figure, boolean counted, int limit) {
        List<Behind> found = new ArrayList<>();
        contacts.each(asked, contact -> {
            if (figure.isOf(contact) && figure.counts(contact) == counted) {
                found.add(new Behind(contact.conversation(), contact.begin()));
            }
        });
        return found.stream()
                .sorted(Comparator.comparing(Behind::at).reversed())
                .limit(limit)
                .toList();
    }

    /** @param merchant null for all */
    public ServiceNumbers of(@Nullable String merchant, Instant from, Instant to, ZoneId zone) {
        return of(new Asked(merchant, from, to, zone, null, null, null));
    }

    public ServiceNumbers of(Asked asked) {
        ContactCount count = new ContactCount(asked.zone());
        contacts.each(asked, count::add);
        String merchant = asked.merchant();
        Instant from = asked.from();
        Instant to = asked.to();
        ZoneId zone = asked.zone();
        return new ServiceNumbers(
                merchant,
                from,
                to,
                zone.getId(),
                Figure.share(count.solved, count.wished, FCR),
                Figure.share(count.handedOff, count.wished, HANDOFF),
                Figure.share(count.goodRatings, count.ratings, CSAT),
                Figure.share(count.localTurns, count.turns, LOCAL),
                Figure.share(count.reopened, count.ended, REOPENED),
                Figure.share(count.tickets, count.wished, TICKETS),
                Figure.share(count.understoodTurns, count.turns, UNDERSTOOD),
                new Figure(count.medianWait(), count.waits(), count.handedOff, AGENT_ANSWER),
                new Figure(count.medianBotWait(), count.botWaits(), count.botWaits(), BOT_ANSWER),
                asked.isOfPart() ? null : ServiceNumbers.Cost.of(contacts.spent(asked), count.solved, COST),
                new ServiceNumbers.Totals(count.conversations(), count.contacts, count.wished, count.turns),
                contacts.openTickets(merchant),
                count.days(),
                ContactCount.parts(count.intents),
                ContactCount.parts(count.languages),
                ContactCount.parts(count.connections));
    }
}
