package io.polyclerk.server.persistence;

import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.server.json.Json;
import io.polyclerk.spi.message.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What shoppers wrote and the bot did not understand, the most frequent first. Thread-safe. */
public final class OpenQuestions {

    /** More than anybody teaches in a day; older ones come to the front as these are taught. */
    private static final int LOOKED_AT = 5_000;

    /** Below this nothing is done without asking. */
    private static final double SURE = 0.5;

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

    private record Message(String conversation, String contents, Interpretation read, Instant at) {}

    /** @param since what is older is not looked at */
    public List<Question> of(String merchant, Instant since, int most) {
        Map<String, Question> found = new LinkedHashMap<>();
        for (Message message : messages(merchant, since)) {
            String text = StoredContents.read(message.contents()).stream()
                    .filter(Content.Text.class::isInstance)
                    .map(content -> ((Content.Text) content).text())
                    .collect(Collectors.joining("\n"))
                    .strip();
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
    private static String key(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
