package io.polyclerk.server.persistence.knowledge;

import io.polyclerk.ai.understanding.ShopTerm;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Keys;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.training.Lesson;
import io.polyclerk.server.training.LessonStore;
import io.polyclerk.server.training.TrainedVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps lessons, glossaries and trained models in the database, so that every node has them. */
public final class SqlLessonStore implements LessonStore {

    private static final String OF_LANGUAGE = " where merchant = ? and language = ?";

    private final Database database;

    public SqlLessonStore(Database database) {
        this.database = database;
    }

    @Override
    public void replaceTerms(String merchant, String language, List<ShopTerm> terms) {
        database.write(session -> {
            session.update("delete from glossary_term" + OF_LANGUAGE, merchant, language);
            for (ShopTerm term : terms) {
                session.update(
                        "insert into glossary_term (merchant, language, term, kind, meaning) values (?, ?, ?, ?, ?)",
                        merchant,
                        language,
                        term.term(),
                        term.kind().name(),
                        term.meaning());
            }
            return true;
        });
    }

    @Override
    public List<ShopTerm> terms(String merchant, String language) {
        return database.read(session -> session.all(
                "select term, kind, meaning from glossary_term" + OF_LANGUAGE + " order by term",
                row -> new ShopTerm(
                        row.getString("term"), ShopTerm.Kind.valueOf(row.getString("kind")), row.getString("meaning")),
                merchant,
                language));
    }

    @Override
    public List<String> languages(String merchant) {
        return database.read(session -> session.all(
                "select language from glossary_term where merchant = ? union select language from lesson where merchant = ?"
                        + " union select language from lesson_model where merchant = ? order by 1",
                row -> row.getString(1),
                merchant,
                merchant,
                merchant));
    }

    @Override
    public long add(Lesson lesson) {
        return database.write(session -> {
            session.update(
                    "insert into lesson (merchant, language, content, intent, conversation_id, author, at)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    lesson.merchant(),
                    lesson.language(),
                    Keys.text(lesson.text(), 2_000),
                    lesson.intent(),
                    lesson.conversationId(),
                    lesson.author(),
                    lesson.at());
            return session.first(
                            "select max(id) from lesson" + OF_LANGUAGE,
                            row -> row.getLong(1),
                            lesson.merchant(),
                            lesson.language())
                    .orElseThrow();
        });
    }

    @Override
    public List<Lesson> lessons(String merchant, @Nullable String language) {
        return database.read(session -> language == null
                ? session.all("select * from lesson where merchant = ? order by id", SqlLessonStore::lesson, merchant)
                : session.all(
                        "select * from lesson" + OF_LANGUAGE + " order by id",
                        SqlLessonStore::lesson,
                        merchant,
                        language));
    }

    private static Lesson lesson(ResultSet row) throws SQLException {
        return new Lesson(
                row.getLong("id"),
                row.getString("merchant"),
                row.getString("language"),
                row.getString("content"),
                row.getString("intent"),
                row.getString("conversation_id"),
                row.getString("author"),
                Session.requiredInstant(row, "at"));
    }

    @Override
    public boolean deleteLesson(String merchant, long id) {
        return database.write(
                        session -> session.update("delete from lesson where merchant = ? and id = ?", merchant, id))
                == 1;
    }

    @Override
    public void add(TrainedVersion version, byte[] model) {
        database.write(session -> session.update(
                "insert into lesson_model (merchant, language, version, model, learned, held_back, right_before, right_after,"
                        + " pack_size, pack_before, pack_after, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                version.merchant(),
                version.language(),
                version.version(),
                model,
                version.learned(),
                version.heldBack(),
                version.rightBefore(),
                version.rightAfter(),
                version.packSize(),
                version.packBefore(),
                version.packAfter(),
                version.at()));
    }

    @Override
    public List<TrainedVersion> versions(String merchant, String language) {
        int inUse = inUse(merchant, language);
        return database.read(session -> session.all(
                "select merchant, language, version, learned, held_back, right_before, right_after, pack_size, pack_before,"
                        + " pack_after, at from lesson_model" + OF_LANGUAGE + " order by version desc",
                row -> version(row, inUse),
                merchant,
                language));
    }

    private static TrainedVersion version(ResultSet row, int inUse) throws SQLException {
        return new TrainedVersion(
                row.getString("merchant"),
                row.getString("language"),
                row.getInt("version"),
                row.getInt("learned"),
                row.getInt("held_back"),
                row.getInt("right_before"),
                row.getInt("right_after"),
                row.getInt("pack_size"),
                row.getInt("pack_before"),
                row.getInt("pack_after"),
                Session.requiredInstant(row, "at"),
                row.getInt("version") == inUse);
    }

    @Override
    public Optional<byte[]> model(String merchant, String language, int version) {
        return database.read(session -> session.first(
                "select model from lesson_model" + OF_LANGUAGE + " and version = ?",
                row -> row.getBytes("model"),
                merchant,
                language,
                version));
    }

    @Override
    public void use(String merchant, String language, int version) {
        database.write(session -> {
            session.update("delete from lesson_model_in_use" + OF_LANGUAGE, merchant, language);
            return session.update(
                    "insert into lesson_model_in_use (merchant, language, version) values (?, ?, ?)",
                    merchant,
                    language,
                    version);
        });
    }

    @Override
    public int inUse(String merchant, String language) {
        return database.read(session -> session.first(
                        "select version from lesson_model_in_use" + OF_LANGUAGE,
                        row -> row.getInt("version"),
                        merchant,
                        language))
                .orElse(0);
    }
}
