package io.polyclerk.core.skill;

import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.OrderNotes;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderNote;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the shop wrote on an order, told as a quotation: it is the shop's word and not the bot's, and nothing is done because of it. Only for
 * an order that has passed the {@link OrderGate}.
 */
final class NoteWords {

    private static final System.Logger LOGGER = System.getLogger(NoteWords.class.getName());
    private static final int MOST = 2;
    private static final int LONGEST = 400;

    private NoteWords() {}

    /** The newest last, as they were written; none when the store has none to tell or does not tell them just now. */
    static List<Phrase> of(Order order, OpenStore store) {
        if (!(store.adapter() instanceof OrderNotes notes) || !notes.tellsNotes()) {
            return List.of();
        }
        try {
            return notes.notesOf(order.id(), MOST).reversed().stream()
                    .map(NoteWords::quoted)
                    .toList();
        } catch (AdapterException unreachable) {
            // Where the order is, is known and true without them.
            LOGGER.log(
                    System.Logger.Level.WARNING, "the notes of an order were not told: {0}", unreachable.getMessage());
            return List.of();
        }
    }

    private static Phrase quoted(OrderNote note) {
        return Phrase.of(
                "note.shop_wrote", Map.of("date", note.writtenAt(), "text", shortened(onOneLine(note.text()))));
    }

    /** A line of its own would look like the bot's; so would anything behind marks that turn the direction of writing. */
    private static String onOneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ")
                .replaceAll("[\\u202a-\\u202e\\u2066-\\u2069]", "")
                .strip();
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        return text.substring(0, characters.preceding(LONGEST)).strip() + "…";
    }
}
