package io.polyclerk.server.persistence.knowledge;

import io.polyclerk.ai.retrieval.Library;
import io.polyclerk.ai.retrieval.ShopText;
import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What shops have written. Thread-safe. */
public final class SqlLibrary implements Library {

    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_HEADING = 1000;
    private static final int LONGEST_REASON = 1000;

    private final Database database;

    public SqlLibrary(Database database) {
        this.database = database;
    }

    /** Where a text comes from. */
    public enum Kind {
        POLICY,
        FILE,
        /** A template that the merchant lets the bot answer with. */
        TEMPLATE
    }

    /** How far it is. */
    public enum State {
        WAITING,
        READING,
        READY,
        REFUSED
    }

    /**
     * A text without its pieces.
     *
     * @param page where shoppers read it; null when nowhere
     * @param mediaType what the file turned out to be; null before it was read
     * @param progress 0 to 100
     * @param reason why it was refused; null when it was not
     */
    public record Entry(
            String id,
            String merchant,
            Kind kind,
            String title,
            String language,
            @Nullable String page,
            @Nullable String mediaType,
            State state,
            int progress,
            @Nullable String reason,
            String version,
            Instant changedAt) {

        public Entry with(State newState, int newProgress) {
            return new Entry(
                    id,
                    merchant,
                    kind,
                    title,
                    language,
                    page,
                    mediaType,
                    newState,
                    newProgress,
                    reason,
                    version,
                    changedAt);
        }

        public Entry refused(String why) {
            return new Entry(
                    id, merchant, kind, title, language, page, mediaType, State.REFUSED, 100, why, version, changedAt);
        }

        /** @param foundLanguage what the text is written in */
        public Entry ready(String foundType, String foundLanguage) {
            return new Entry(
                    id,
                    merchant,
                    kind,
                    title,
                    foundLanguage,
                    page,
                    foundType,
                    State.READY,
                    100,
                    null,
                    version,
                    changedAt);
        }
    }

    /** Puts a text in place of an earlier one with its id; its pieces stay as they are. */
    public void save(Entry entry) {
        database.write(session -> {
            upsert(session, entry);
            return true;
        });
    }

    /** Puts a text with its pieces in place of an earlier one with its id. Nothing is saved when somebody has deleted the text. */
    public boolean save(Entry entry, List<ShopText.Piece> pieces, boolean mustExist) {
        return database.write(session -> {
            boolean known = session.first(
                            "select id from knowledge_text where id = ?", row -> row.getString(1), entry.id())
                    .isPresent();
            if (mustExist && !known) {
                return false;
            }
            upsert(session, entry);
            session.update("delete from knowledge_piece where text_id = ?", entry.id());
            for (int position = 0; position < pieces.size(); position++) {
                session.update(
                        "insert into knowledge_piece (text_id, position, heading, content) values (?, ?, ?, ?)",
                        entry.id(),
                        position,
                        Keys.text(pieces.get(position).heading(), LONGEST_HEADING),
                        pieces.get(position).text());
            }
            return true;
        });
    }

    private static void upsert(Session session, Entry entry) throws SQLException {
        int changed = session.update(
                "update knowledge_text set title = ?, language = ?, page = ?, media_type = ?, state = ?, progress = ?,"
                        + " reason = ?, version = ?, changed_at = ? where id = ?",
                Keys.text(entry.title(), LONGEST_TITLE),
                entry.language(),
                entry.page(),
                entry.mediaType(),
                wire(entry.state()),
                entry.progress(),
                entry.reason() == null ? null : Keys.text(entry.reason(), LONGEST_REASON),
                entry.version(),
                entry.changedAt(),
                entry.id());
        if (changed == 0) {
            session.update(
                    "insert into knowledge_text (id, merchant, kind, title, language, page, media_type, state, progress,"
                            + " reason, version, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    entry.id(),
                    entry.merchant(),
                    entry.kind().name().toLowerCase(Locale.ROOT),
                    Keys.text(entry.title(), LONGEST_TITLE),
                    entry.language(),
                    entry.page(),
                    entry.mediaType(),
                    wire(entry.state()),
                    entry.progress(),
                    entry.reason(),
                    entry.version(),
                    entry.changedAt());
        }
    }

    private static String wire(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** The texts of a merchant, newest first. */
    public List<Entry> all(String merchant) {
        return database.read(session -> session.all(
                "select * from knowledge_text where merchant = ? order by changed_at desc, id",
                SqlLibrary::entry,
                merchant));
    }

    public Optional<Entry> one(String id) {
        return database.read(
                session -> session.first("select * from knowledge_text where id = ?", SqlLibrary::entry, id));
    }

    /** Files that a stop or a crash has left unread. */
    public List<Entry> unread() {
        return database.read(session -> session.all(
                "select * from knowledge_text where state in ('waiting', 'reading') order by changed_at, id",
                SqlLibrary::entry));
    }

    /** @return whether there was one */
    public boolean delete(String id) {
        return database.write(session -> session.update("delete from knowledge_text where id = ?", id) > 0);
    }

    @Override
    public Map<String, String> versions(String merchant) {
        Map<String, String> versions = new TreeMap<>();
        for (Entry entry : all(merchant)) {
            if (entry.state() == State.READY) {
                // What is shown with a passage belongs to what the index holds.
                versions.put(entry.id(), entry.version() + entry.changedAt().toEpochMilli() + entry.language());
            }
        }
        return versions;
    }

    @Override
    public Optional<ShopText> text(String merchant, String id) {
        return one(id).filter(entry -> entry.merchant().equals(merchant)).map(entry -> {
            List<ShopText.Piece> pieces = pieces(id);
            Passage.Source source = new Passage.Source(
                    entry.title(),
                    entry.language(),
                    entry.page() == null ? null : URI.create(entry.page()),
                    entry.changedAt());
            return new ShopText(
                    id, entry.version() + entry.changedAt().toEpochMilli() + entry.language(), source, pieces);
        });
    }

    /** The pieces of a text in order. */
    public List<ShopText.Piece> pieces(String id) {
        return database.read(session -> session.all(
                "select * from knowledge_piece where text_id = ? order by position",
                row -> new ShopText.Piece(row.getString("heading"), row.getString("content")),
                id));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("id"),
                row.getString("merchant"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("title"),
                row.getString("language"),
                row.getString("page"),
                row.getString("media_type"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("progress"),
                row.getString("reason"),
                row.getString("version"),
                Session.requiredInstant(row, "changed_at"));
    }
}
