package io.polyclerk.server.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.replay.ChatColumns.Message;
import io.polyclerk.server.replay.PastChat.Line;
import io.polyclerk.server.replay.UnreadableChatsException.Why;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads past chats from what help desks export: a table with a head and one message a row, JSON Lines, or JSON with messages within chats. Messages
 * are taken in the order in which they stand. Where nothing says which side a name is on, whoever opens a chat is its shopper. Notes among agents are left out. Our own
 * export is read too.
 */
public final class PastChats {

    private static final int MOST_CHATS = 20_000;
    private static final int LONGEST_TEXT = 4_000;
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t');
    private static final List<String> MESSAGES = List.of("messages", "comments", "conversations", "parts");
    private static final List<String> IDS = List.of("id", "ticket_id", "number", "conversation_id");
    /** Kinds of rows in our own export. */
    private static final Set<String> OTHER_THAN_MESSAGES =
            Set.of("conversation", "ticket", "event", "note", "action", "consent", "audit", "export", "end");

    private static final List<String> PEOPLE = List.of("author", "sender", "from");

    private final Map<String, List<Message>> chats = new LinkedHashMap<>();

    private PastChats() {}

    /** @throws UnreadableChatsException when the file holds no chats that can be read; it says why, and quotes nothing */
    public static List<PastChat> read(String file) {
        PastChats reader = new PastChats();
        String text = (file.startsWith("\uFEFF") ? file.substring(1) : file).strip();
        try {
            if (text.startsWith("{") || text.startsWith("[")) {
                reader.json(text);
            } else {
                reader.table(text);
            }
        } catch (IOException | IllegalArgumentException | java.io.UncheckedIOException malformed) {
            throw new UnreadableChatsException(Why.FORMAT, "this is neither JSON nor a table with a head");
        }
        List<PastChat> found = reader.chats.entrySet().stream()
                .map(chat -> new PastChat(chat.getKey(), lines(chat.getValue())))
                .filter(chat -> chat.lines().stream().anyMatch(Line::fromShopper))
                .toList();
        if (found.isEmpty()) {
            throw new UnreadableChatsException(Why.NO_SHOPPER, "there is no message of a shopper in it");
        }
        return found;
    }

    private static List<Line> lines(List<Message> messages) {
        boolean isSaid = messages.stream()
                .anyMatch(one -> one.side() == null
                        || one.side().equals(ChatColumns.BY_THE_SHOPPER)
                        || one.side().equals(ChatColumns.BY_AN_AGENT));
        String first = isSaid ? ChatColumns.BY_THE_SHOPPER : messages.get(0).side();
        return messages.stream()
                .map(one -> new Line(one.side() == null || Objects.equals(one.side(), first), one.text()))
                .toList();
    }

    /** One value after the other, or one list of them. */
    private void json(String text) throws IOException {
        try (MappingIterator<JsonNode> values =
                Json.STORED.readerFor(JsonNode.class).readValues(text)) {
            while (values.hasNextValue()) {
                json(values.nextValue(), null);
            }
        } catch (JsonProcessingException malformed) {
            int line = malformed.getLocation() == null
                    ? 1
                    : malformed.getLocation().getLineNr();
            throw new UnreadableChatsException(Why.FORMAT, "line " + line + " is not JSON");
        }
    }

    /** @param chat which one it is within; null when it does not stand within one */
    private void json(JsonNode node, @Nullable String chat) {
        Optional<JsonNode> within =
                MESSAGES.stream().map(node::path).filter(JsonNode::isArray).findFirst();
        if (within.isPresent()) {
            String id = IDS.stream()
                    .map(name -> node.path(name).asText(""))
                    .filter(one -> !one.isBlank())
                    .findFirst()
                    .orElse(chat);
            within.get().forEach(child -> json(child, id));
            return;
        }
        if (chat == null && OTHER_THAN_MESSAGES.contains(node.path("type").asText(""))) {
            return;
        }
        Map<String, String> values = new LinkedHashMap<>();
        if (chat != null) {
            values.put("conversation", chat);
        }
        scalars("", node, values);
        PEOPLE.forEach(person -> scalars(person + "_", node.path(person), values));
        StringBuilder own = new StringBuilder();
        node.path("contents").forEach(content -> own.append(content.path("text").asText("")));
        if (!own.isEmpty()) {
            values.put("text", own.toString());
        }
        add(ChatColumns.read(values));
    }

    private static void scalars(String prefix, JsonNode node, Map<String, String> values) {
        node.properties().forEach(field -> {
            if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                values.putIfAbsent(
                        ChatColumns.plain(prefix + field.getKey()),
                        field.getValue().asText());
            }
        });
    }

    private void table(String text) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(text))
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            List<String> names =
                    parser.getHeaderNames().stream().map(ChatColumns::plain).toList();
            if (!ChatColumns.areEnough(names)) {
                throw new UnreadableChatsException(
                        Why.COLUMNS,
                        "the head needs a column for the chat (conversation), for who speaks (from) and for what is said (text)");
            }
            for (CSVRecord row : parser) {
                Map<String, String> values = ChatColumns.row(names, row.toList());
                if (!OTHER_THAN_MESSAGES.contains(values.getOrDefault("type", ""))) {
                    add(ChatColumns.read(values));
                }
            }
        }
    }

    /** Where a comma stands in numbers, tables are cut at semicolons. */
    private static char delimiter(String text) {
        String head = text.lines().findFirst().orElse("");
        return DELIMITERS.stream()
                .max(Comparator.comparingLong(
                        one -> head.chars().filter(sign -> sign == one).count()))
                .orElse(',');
    }

    private void add(@Nullable Message message) {
        if (message == null || chats.size() == MOST_CHATS && !chats.containsKey(message.chat())) {
            return;
        }
        String text = message.text();
        chats.computeIfAbsent(message.chat(), one -> new ArrayList<>())
                .add(
                        text.length() <= LONGEST_TEXT
                                ? message
                                : new Message(message.chat(), message.side(), text.substring(0, LONGEST_TEXT)));
    }
}
