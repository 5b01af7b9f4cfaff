package io.polyclerk.core.reply;

import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.ticket.TicketDraft;
import java.util.List;

/** What a skill decided, before language and channel. */
public sealed interface Reply {

    /** Says something; nothing stays open. @param offers what could come next, may be empty */
    record Say(List<Phrase> phrases, List<Offer> offers) implements Reply {
        public Say {
            phrases = List.copyOf(phrases);
            offers = List.copyOf(offers);
        }

        public Say(List<Phrase> phrases) {
            this(phrases, List.of());
        }
    }

    /** Asks for what is missing. */
    record Ask(List<Phrase> phrases, OpenQuestion question, List<Offer> offers) implements Reply {
        public Ask {
            phrases = List.copyOf(phrases);
            offers = List.copyOf(offers);
        }
    }

    /** Leaves work for a human and goes on. */
    record Note(List<Phrase> phrases, TicketDraft ticket, List<Offer> offers) implements Reply {
        public Note {
            phrases = List.copyOf(phrases);
            offers = List.copyOf(offers);
        }

        public Note(List<Phrase> phrases, TicketDraft ticket) {
            this(phrases, ticket, List.of());
        }
    }

    /** Gives the conversation to a human; the bot is silent from then on. */
    record HandOff(List<Phrase> phrases, TicketDraft ticket) implements Reply {
        public HandOff {
            phrases = List.copyOf(phrases);
        }
    }

    /** What is said with it. */
    List<Phrase> phrases();
}
