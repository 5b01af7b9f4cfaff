package io.polyclerk.server.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of help desks' exports mean, whatever they are called: "Ticket ID", "ticket_id" and "ticketId" are one name. Names of people say
 * nothing of which side they are on; a column that does is taken before one that may hold names. Stateless.
 */
final class ChatColumns {

    private static final List<String> CHAT = List.of(
            "conversation",
            "conversation_id",
            "conversation_number",
            "chat",
            "chat_id",
            "ticket_id",
            "ticket_number",
            "ticket",
            "case_id",
            "case_number",
            "thread_id",
            "session_id");
    private static final List<String> SIDE = List.of(
            "author_type",
            "author_role",
            "sender_type",
            "sender_role",
            "user_type",
            "from_type",
            "role",
            "direction",
            "message_type",
            "from",
            "author",
            "sender",
            "author_name",
            "sender_name",
            "via");
    private static final List<String> BY_SHOPPER =
            List.of("incoming", "is_incoming", "inbound", "from_customer", "is_customer", "from_user");
    private static final List<String> BY_AGENT = List.of("outgoing", "from_agent", "is_agent", "agent_reply");
    private static final List<String> TEXT = List.of(
            "text",
            "plain_body",
            "body_text",
            "message_text",
            "comment_body",
            "message_body",
            "body",
            "message",
            "content",
            "comment",
            "stripped_text");
    private static final Set<String> SHOPPER = Set.of(
            "shopper",
            "customer",
            "user",
            "visitor",
            "contact",
            "client",
            "buyer",
            "lead",
            "requester",
            "guest",
            "end_user",
            "enduser",
            "inbound",
            "in",
            "incoming",
            "received",
            "0");
    private static final Set<String> AGENT = Set.of(
            "agent",
            "admin",
            "staff",
            "bot",
            "operator",
            "support",
            "teammate",
            "system",
            "assistant",
            "seller",
            "shop",
            "outbound",
            "out",
            "outgoing",
            "sent",
            "1");
    private static final Set<String> YES = Set.of("true", "yes", "1", "y");

    /**
     * One message of an export.
     *
     * @param side what says who speaks: {@code shopper}, {@code agent}, or a name that nobody knows; null when nothing does
     */
    record Message(String chat, @Nullable String side, String text) {}

    static final String BY_THE_SHOPPER = "shopper";
    static final String BY_AN_AGENT = "agent";

    private ChatColumns() {}

    /** A name as it is compared: small, with one underscore between words. */
    static String plain(String name) {
        return name.strip()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}]+", "_")
                .replaceAll("^_|_$", "");
    }

    /** Whether the columns tell at least which chat it is and what is said. */
    static boolean areEnough(List<String> names) {
        return CHAT.stream().anyMatch(names::contains) && TEXT.stream().anyMatch(names::contains);
    }

    /** @param values by {@link #plain} names @return null for what nobody has said to a shopper */
    static @Nullable Message read(Map<String, String> values) {
        String chat = named(values, CHAT);
        String text = named(values, TEXT);
        boolean isInternal = isYes(values, List.of("private", "is_private", "internal"))
                || isNo(values, List.of("public", "is_public", "comment_public"));
        return chat == null || text == null || isInternal ? null : new Message(chat, side(values), text);
    }

    /** The values of a row under names that can be compared. */
    static Map<String, String> row(List<String> names, List<String> values) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            row.put(names.get(i), values.get(i));
        }
        return row;
    }

    private static @Nullable String side(Map<String, String> values) {
        if (named(values, BY_SHOPPER) != null) {
            return isYes(values, BY_SHOPPER) ? BY_THE_SHOPPER : BY_AN_AGENT;
        }
        if (named(values, BY_AGENT) != null) {
            return isYes(values, BY_AGENT) ? BY_AN_AGENT : BY_THE_SHOPPER;
        }
        String side = named(values, SIDE);
        if (side == null) {
            return null;
        }
        String word = plain(side);
        return SHOPPER.contains(word) ? BY_THE_SHOPPER : AGENT.contains(word) ? BY_AN_AGENT : side.strip();
    }

    private static boolean isYes(Map<String, String> values, List<String> names) {
        String value = named(values, names);
        return value != null && YES.contains(plain(value));
    }

    private static boolean isNo(Map<String, String> values, List<String> names) {
        String value = named(values, names);
        return value != null && !YES.contains(plain(value));
    }

    private static @Nullable String named(Map<String, String> values, List<String> names) {
        for (String name : names) {
            String value = values.get(name);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }
}
