package io.polyclerk.server.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.metrics.ServiceHistory.Moment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the moments of one conversation together to contacts. */
final class ContactReader {

    private ContactReader() {}

    static List<Contact> read(List<Moment> moments) {
        List<Contact> contacts = new ArrayList<>();
        Contact current = null;
        for (Moment moment : moments) {
            current = take(moment, current, contacts);
        }
        for (int i = 0; i < contacts.size(); i++) {
            for (Contact later : contacts.subList(i + 1, contacts.size())) {
                contacts.get(i).followedBy(later);
            }
        }
        return contacts;
    }

    static @Nullable Contact take(Moment moment, @Nullable Contact current, List<Contact> contacts) {
        switch (moment.kind()) {
            case TURN -> {
                Contact contact = at(moment, current, contacts);
                contact.turn(TurnDetails.of(moment.details()), moment.at());
                return contact;
            }
            case TICKET -> {
                Contact contact = at(moment, current, contacts);
                contact.ticket(moment.details(), moment.at());
                return contact;
            }
            case AGENT -> {
                if (current != null) {
                    current.agent(moment.at());
                }
            }
            case TICKET_CLOSED -> {
                if (current != null) {
                    current.ticketClosed(moment.at());
                }
            }
            case TICKET_OPENED -> {
                if (current != null) {
                    current.ticketOpened(moment.at());
                }
            }
            case RATING -> rate(moment, current);
            case RETURNED -> {}
        }
        return current;
    }

    private static Contact at(Moment moment, @Nullable Contact current, List<Contact> contacts) {
        if (current != null && current.goesOnAt(moment.at())) {
            return current;
        }
        Contact begun = new Contact(moment.at(), moment.conversation(), moment.connection());
        contacts.add(begun);
        return begun;
    }

    private static void rate(Moment moment, @Nullable Contact current) {
        int score = Json.read(moment.details(), JsonNode.class).path("score").asInt();
        if (current != null && score >= Ratings.LOWEST && score <= Ratings.HIGHEST) {
            current.rated(score, moment.at());
        }
    }
}
