package io.polyclerk.server.persistence.desk;

import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Match;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import io.polyclerk.core.media.PhotoInspector.Written;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that is known of one ticket. Thread-safe. */
public final class TicketDossier {

    private final Database database;

    public TicketDossier(Database database) {
        this.database = database;
    }

    /**
     * The matter.
     *
     * @param proven whether the sender has proven that the order is theirs
     * @param orderLine the store's id of the position
     */
    public record Matter(
            boolean proven,
            @Nullable String orderLine,
            @Nullable String product,
            @Nullable String sku,
            @Nullable String fault,
            double faultConfidence,
            @Nullable String wish,
            List<Proof> evidence,
            List<Step> history) {}

    /** What was seen on a photo; boxes in pixels of the upright photo. @param written null when nothing was read */
    public record Sight(
            int width,
            int height,
            @Nullable Match product,
            String fault,
            double confidence,
            List<Box> boxes,
            @Nullable Written written) {

        static Sight of(Seen seen) {
            return new Sight(
                    seen.width(),
                    seen.height(),
                    seen.product(),
                    seen.fault().wireName(),
                    seen.confidence(),
                    seen.boxes(),
                    seen.written());
        }
    }

    /**
     * Something that was sent.
     *
     * @param media where the file is
     * @param annotated where the photo with its boxes is; null without boxes
     */
    public record Proof(
            long id,
            String kind,
            String media,
            @Nullable String transcript,
            @Nullable String engine,
            @Nullable Sight seen,
            @Nullable String annotated) {}

    /** A change. @param actor {@code bot} or an agent's token */
    public record Step(Instant at, String actor, List<String> changes) {}

    public Optional<Matter> of(long ticket) {
        return database.read(session -> {
            List<Proof> evidence = session.all("""
                    select e.*, t.conversation_id as chat from ticket_evidence e join ticket t on t.id = e.ticket_id
                    where e.ticket_id = ? order by e.id""", TicketDossier::proof, ticket);
            List<Step> history = session.all(
                    "select * from ticket_history where ticket_id = ? order by id", TicketDossier::step, ticket);
            return session.first("select * from ticket where id = ?", row -> matter(row, evidence, history), ticket);
        });
    }

    /** The photo of a piece of evidence with its boxes, as PNG. */
    public Optional<byte[]> annotated(long ticket, long evidence) {
        return database.read(session -> session.first(
                        "select annotated from ticket_evidence where ticket_id = ? and id = ? and annotated is not null",
                        row -> row.getString(1),
                        ticket,
                        evidence))
                .map(Base64.getDecoder()::decode);
    }

    private static Matter matter(ResultSet row, List<Proof> evidence, List<Step> history) throws SQLException {
        return new Matter(
                row.getBoolean("proven"),
                row.getString("order_line"),
                row.getString("product"),
                row.getString("sku"),
                row.getString("fault"),
                row.getDouble("fault_confidence"),
                row.getString("wish"),
                evidence,
                history);
    }

    private static Proof proof(ResultSet row) throws SQLException {
        String seen = row.getString("seen");
        long id = row.getLong("id");
        return new Proof(
                id,
                row.getString("kind").toLowerCase(Locale.ROOT),
                "/api/v1/conversations/" + row.getString("chat") + "/messages/" + row.getLong("message_id") + "/media/"
                        + row.getInt("place"),
                row.getString("transcript"),
                row.getString("engine"),
                seen == null ? null : Json.read(seen, Sight.class),
                row.getString("annotated") == null
                        ? null
                        : "/api/v1/tickets/" + row.getLong("ticket_id") + "/evidence/" + id + "/annotated");
    }

    private static Step step(ResultSet row) throws SQLException {
        return new Step(
                Session.requiredInstant(row, "at"),
                row.getString("actor"),
                List.of(Json.read(row.getString("changes"), String[].class)));
    }
}
