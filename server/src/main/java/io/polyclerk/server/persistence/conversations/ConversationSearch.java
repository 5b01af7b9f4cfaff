package io.polyclerk.server.persistence.conversations;

import io.polyclerk.core.conversation.Holder;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.LikePattern;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Summary;
import io.polyclerk.spi.message.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds conversations for those who pick one. Thread-safe. */
public final class ConversationSearch {

    private static final int LONGEST_PREVIEW = 160;

    private final Database database;

    public ConversationSearch(Database database) {
        this.database = database;
    }

    /**
     * What is asked for; null means any.
     *
     * @param text part of something that was said, of an order number in a ticket, or of the chat's id
     * @param limit at most so many
     * @param before only what comes after this id in the list
     */
    public record Filter(
            @Nullable String merchant,
            @Nullable String connection,
            @Nullable String chatId,
            @Nullable Holder holder,
            @Nullable String language,
            @Nullable String text,
            int limit,
            @Nullable String before) {}

    /** @param text beginning of what was said last; empty when it was no text */
    public record LastMessage(Author author, String text, Instant at) {}

    /** A conversation and what one wants to know before opening it. */
    public record Found(Summary conversation, @Nullable LastMessage last, int openTickets, boolean urgent) {}

    /** Conversations with the newest activity first. */
    public List<Found> find(Filter filter) {
        StringBuilder page = new StringBuilder("select * from conversation where 1 = 1");
        List<Object> parameters = new ArrayList<>();
        and(page, parameters, " and merchant = ?", filter.merchant());
        and(page, parameters, " and connection_id = ?", filter.connection());
        and(page, parameters, " and chat_id = ?", filter.chatId());
        and(
                page,
                parameters,
                " and holder = ?",
                filter.holder() == null ? null : filter.holder().name());
        // Chinese in traditional characters is Chinese.
        and(
                page,
                parameters,
                " and language || '-' like ?",
                filter.language() == null ? null : filter.language() + "-%");
        text(page, parameters, filter.text());
        before(page, parameters, filter.before());
        page.append(" order by updated_at desc, id fetch first ")
                .append(filter.limit())
                .append(" rows only");
        // The last message is read for the page alone, by the index on a conversation's messages.
        String sql = """
                select c.*, m.author as last_author, m.contents as last_contents, m.at as last_at,
                  (select count(*) from ticket t where t.conversation_id = c.id and t.state <> 'CLOSED') as open_tickets,
                  (select count(*) from ticket t where t.conversation_id = c.id and t.state <> 'CLOSED' and t.urgent) as urgent_tickets
                from (%s) c
                left join message m on m.id = (select max(x.id) from message x where x.conversation_id = c.id)
                order by c.updated_at desc, c.id""".formatted(page);
        return database.read(session -> session.all(sql, ConversationSearch::found, parameters.toArray()));
    }

    private static void and(StringBuilder sql, List<Object> parameters, String condition, @Nullable Object value) {
        ConversationArchive.and(sql, parameters, condition, value);
    }

    private static void text(StringBuilder sql, List<Object> parameters, @Nullable String text) {
        if (text == null) {
            return;
        }
        sql.append('\n').append("""
                and (lower(chat_id) like ? escape '!'
                  or exists (select 1 from message x where x.conversation_id = conversation.id and lower(x.contents) like ? escape '!')
                  or exists (select 1 from ticket x where x.conversation_id = conversation.id
                    and lower(x.order_number) like ? escape '!'))""");
        String containing = LikePattern.containing(text.toLowerCase(Locale.ROOT));
        for (int i = 0; i < 3; i++) {
            parameters.add(containing);
        }
    }

    private static void before(StringBuilder sql, List<Object> parameters, @Nullable String before) {
        if (before == null) {
            return;
        }
        sql.append('\n').append("""
                and exists (select 1 from conversation b where b.id = ? and (conversation.updated_at < b.updated_at
                  or (conversation.updated_at = b.updated_at and conversation.id > b.id)))""");
        parameters.add(before);
    }

    private static Found found(ResultSet row) throws SQLException {
        String author = row.getString("last_author");
        LastMessage last = author == null
                ? null
                : new LastMessage(
                        Author.ofStored(author),
                        preview(StoredContents.read(row.getString("last_contents"))),
                        Session.requiredInstant(row, "last_at"));
        return new Found(
                ConversationArchive.summary(row), last, row.getInt("open_tickets"), row.getInt("urgent_tickets") > 0);
    }

    private static String preview(List<Content> contents) {
        String text = contents.stream()
                .map(ConversationSearch::words)
                .filter(words -> !words.isBlank())
                .findFirst()
                .orElse("")
                .replaceAll("\\s+", " ")
                .strip();
        if (text.length() <= LONGEST_PREVIEW) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_PREVIEW - 1)) ? LONGEST_PREVIEW - 1 : LONGEST_PREVIEW;
        return text.substring(0, end) + "…";
    }

    private static String words(Content content) {
        return switch (content) {
            case Content.Text text -> text.text();
            case Content.Choice choice -> choice.prompt();
            case Content.Selection selection -> selection.label();
            case Content.Card card -> card.title();
            case Content.Media media -> media.caption() == null ? "" : media.caption();
            case Content.Location location -> location.label() == null ? "" : location.label();
            case Content.PhoneNumber phone -> phone.number();
            case Content.Unsupported unsupported -> "";
        };
    }
}
