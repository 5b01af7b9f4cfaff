package io.polyclerk.server.persistence.knowledge;

import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.StoredContents;
import io.polyclerk.spi.message.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What shoppers wrote and the bot did not understand, the most frequent first. Thread-safe. */
public final class OpenQuestions {

    /** More than anybody teaches in a day; older ones come to the front as these are taught. */
    private static final int LOOKED_AT = 5_000;

    /** Below this nothing is done without asking. */
    private static final double SURE = 0.5;

    private static final Set<Slot> OF_SOMEBODY =
            EnumSet.of(Slot.ORDER_NUMBER, Slot.EMAIL, Slot.PHONE, Slot.POSTCODE, Slot.TRACKING_NUMBER, Slot.ADDRESS);

    private final Database database;

    public OpenQuestions(Database database) {
        this.database = database;
    }

    /**
     * A question that was not understood.
     *
     * @param text as it was written last
     * @param conversation in which it was written last
     * @param times how often it was written, whatever its case and marks
     */
    public record Question(String text, String language, String conversation, Instant at, int times) {}

    /** Something that a shopper wrote and that no skill answers. */
    public record Asked(String text, String language, String conversation, Instant at) {}

    private record Message(String conversation, String contents, Interpretation read, Instant at) {
        String text() {
            return StoredContents.read(contents).stream()
                    .filter(Content.Text.class::isInstance)
                    .map(content -> ((Content.Text) content).text())
                    .collect(Collectors.joining("\n"))
                    .strip();
        }
    }

    /**
     * What only the shop's own texts could answer, newest first: not understood, or not a clerk's work. Messages about a certain order or
     * person are left out.
     *
     * @param since what is older is not looked at
     */
    public List<Asked> ofTheShop(String merchant, Instant since) {
        return messages(merchant, since).stream()
                .filter(message -> message.read().outOfScope() || isOpen(message.read()))
                .filter(message ->
                        message.read().slots().stream().noneMatch(found -> OF_SOMEBODY.contains(found.slot())))
                .map(message ->
                        new Asked(message.text(), message.read().language(), message.conversation(), message.at()))
                .filter(asked -> !asked.text().isEmpty())
                .toList();
    }

    /** @param since what is older is not looked at */
    public List<Question> of(String merchant, Instant since, int most) {
        Map<String, Question> found = new LinkedHashMap<>();
        for (Message message : messages(merchant, since)) {
            String text = message.text();
            if (isOpen(message.read()) && !text.isEmpty()) {
                Question once = new Question(text, message.read().language(), message.conversation(), message.at(), 1);
                // The newest comes first and stays; the others are only counted.
                found.merge(
                        key(text),
                        once,
                        (newest, older) -> new Question(
                                newest.text(),
                                newest.language(),
                                newest.conversation(),
                                newest.at(),
                                newest.times() + 1));
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparingInt(Question::times).reversed())
                .limit(most)
                .toList();
    }

    private List<Message> messages(String merchant, Instant since) {
        return database.read(session -> session.all(
                "select m.conversation_id, m.contents, m.interpretation, m.at from message m"
                        + " join conversation c on c.id = m.conversation_id"
                        + " where c.merchant = ? and m.at >= ? and m.author = ? and m.interpretation is not null"
                        + " order by m.id desc fetch first " + LOOKED_AT + " rows only",
                OpenQuestions::message,
                merchant,
                since,
                Author.SHOPPER.stored()));
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getString("conversation_id"),
                row.getString("contents"),
                Json.read(row.getString("interpretation"), Interpretation.class),
                Session.requiredInstant(row, "at"));
    }

    private static boolean isOpen(Interpretation read) {
        return !read.outOfScope() && read.intents().stream().noneMatch(scored -> scored.confidence() >= SURE);
    }

    /** The same for what differs in case, marks and blanks only. */
    public static String key(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
