package io.polyclerk.server.persistence.knowledge;

import io.polyclerk.core.script.ScriptTemplate;
import io.polyclerk.server.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Keeps the templates that merchants have written. Thread-safe. */
public final class SqlScripts {

    private static final String OF_ONE = " where merchant = ? and language = ? and template_key = ?";

    private final Database database;

    public SqlScripts(Database database) {
        this.database = database;
    }

    /** In the order of their keys. */
    public List<ScriptTemplate> all(String merchant, String language) {
        return database.read(session -> session.all(
                "select * from script_template where merchant = ? and language = ? order by template_key",
                SqlScripts::template,
                merchant,
                language));
    }

    public Optional<ScriptTemplate> one(String merchant, String language, String key) {
        return database.read(session ->
                session.first("select * from script_template" + OF_ONE, SqlScripts::template, merchant, language, key));
    }

    /** How many a merchant has in all languages. */
    public int count(String merchant) {
        return database.read(session -> session.first(
                        "select count(*) from script_template where merchant = ?", row -> row.getInt(1), merchant)
                .orElse(0));
    }

    /** @return false when there is one with this key and {@code replace} is not set */
    public boolean save(String merchant, ScriptTemplate template, boolean replace, Instant now) {
        return database.write(session -> {
            int had = session.first(
                            "select count(*) from script_template" + OF_ONE,
                            row -> row.getInt(1),
                            merchant,
                            template.language(),
                            template.key())
                    .orElse(0);
            if (had > 0 && !replace) {
                return false;
            }
            session.update("delete from script_template" + OF_ONE, merchant, template.language(), template.key());
            session.update(
                    "insert into script_template (merchant, language, template_key, title, content, tags, for_bot, changed_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    merchant,
                    template.language(),
                    template.key(),
                    template.title(),
                    template.text(),
                    String.join(" ", template.tags()),
                    template.forBot(),
                    now);
            return true;
        });
    }

    /** @return whether there was one */
    public boolean delete(String merchant, String language, String key) {
        return database.write(
                session -> session.update("delete from script_template" + OF_ONE, merchant, language, key) > 0);
    }

    private static ScriptTemplate template(ResultSet row) throws SQLException {
        String tags = row.getString("tags");
        return new ScriptTemplate(
                row.getString("template_key"),
                row.getString("language"),
                row.getString("title"),
                row.getString("content"),
                tags.isBlank() ? List.of() : Arrays.asList(tags.split(" ")),
                true,
                row.getBoolean("for_bot"));
    }
}
