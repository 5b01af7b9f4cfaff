package io.polyclerk.server.persistence.conversations;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.ladder.AnswerModel.Said;
import io.polyclerk.core.ladder.Transcript;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.spi.message.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The last words of both sides, for a model that has to know what is being talked about. Thread-safe. */
public final class SqlTranscript implements Transcript {

    private static final int LONGEST = 1_000;

    private final Database database;

    public SqlTranscript(Database database) {
        this.database = database;
    }

    @Override
    public List<Said> recent(ConversationId conversation, int most) {
        List<Said> newestFirst =
                database.read(session -> session.all("""
                select author, contents from message
                where conversation_id = ? and pending <> ? and not deleted order by id desc limit ?""", SqlTranscript::said, conversation.value(), ToDo.TURN, most));
        return newestFirst.reversed();
    }

    private static Said said(ResultSet row) throws SQLException {
        String text = StoredContents.read(row.getString("contents")).stream()
                .map(SqlTranscript::words)
                .collect(Collectors.joining("\n"));
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return Author.ofStored(row.getString("author")) == Author.SHOPPER
                ? new Said.ByShopper(cut)
                : new Said.ByClerk(cut);
    }

    private static String words(Content content) {
        return switch (content) {
            case Content.Text text -> text.text();
            case Content.Choice choice -> choice.prompt();
            case Content.Selection selection -> selection.label();
            case Content.Card card -> card.title();
            case Content.Media media -> media.caption() == null ? "(a file)" : String.valueOf(media.caption());
            case Content.Location location -> "(a place)";
            case Content.PhoneNumber phone -> phone.number();
            case Content.Unsupported unsupported -> "(something that cannot be shown)";
        };
    }
}
