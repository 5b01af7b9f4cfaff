package io.polyclerk.server.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.replay.PastChat.Line;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads past chats from what help desks export: JSON Lines or a table with a head, one message each, in order. What the columns are
 * called differs from desk to desk; the usual names are known. Our own export is read too.
 */
public final class PastChats {

    private static final int MOST_CHATS = 20_000;
    private static final int LONGEST_TEXT = 4_000;
    private static final List<String> CHAT =
            List.of("conversation", "conversation_id", "chat", "chat_id", "ticket_id", "thread_id", "session_id");
    private static final List<String> AUTHOR =
            List.of("from", "author", "author_type", "sender", "sender_type", "role", "via", "direction");
    private static final List<String> TEXT = List.of("text", "body", "message", "content", "plain_body", "comment");
    private static final Set<String> SHOPPER = Set.of(
            "shopper",
            "customer",
            "user",
            "visitor",
            "contact",
            "client",
            "buyer",
            "end-user",
            "inbound",
            "in",
            "incoming",
            "0");

    private final Map<String, List<Line>> chats = new LinkedHashMap<>();

    private PastChats() {}

    /** @throws UnreadableChatsException when the file holds no chats that can be read; its message says why */
    public static List<PastChat> read(String file) {
        PastChats reader = new PastChats();
        String text = file.startsWith("\uFEFF") ? file.substring(1) : file;
        try {
            if (text.stripLeading().startsWith("{")) {
                reader.jsonLines(new BufferedReader(new StringReader(text)));
            } else {
                reader.table(new StringReader(text));
            }
        } catch (IOException | IllegalArgumentException | java.io.UncheckedIOException malformed) {
            throw new UnreadableChatsException("this is neither JSON Lines nor a table with a head");
        }
        List<PastChat> found = reader.chats.entrySet().stream()
                .filter(chat -> chat.getValue().stream().anyMatch(Line::fromShopper))
                .map(chat -> new PastChat(chat.getKey(), chat.getValue()))
                .toList();
        if (found.isEmpty()) {
            throw new UnreadableChatsException("there is no message of a shopper in it");
        }
        return found;
    }

    private void jsonLines(BufferedReader lines) throws IOException {
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                json(Json.STORED.readTree(line));
            } catch (JsonProcessingException malformed) {
                throw new UnreadableChatsException("line " + number + " is not JSON");
            }
        }
    }

    private void json(JsonNode line) {
        if (line.has("type") && !line.path("type").asText().equals("message")) {
            return;
        }
        Map<String, String> values = new LinkedHashMap<>();
        line.fields().forEachRemaining(field -> {
            if (field.getValue().isValueNode()) {
                values.put(
                        field.getKey().toLowerCase(Locale.ROOT),
                        field.getValue().asText());
            }
        });
        StringBuilder own = new StringBuilder();
        line.path("contents").forEach(content -> own.append(content.path("text").asText("")));
        add(named(values, CHAT), named(values, AUTHOR), own.isEmpty() ? named(values, TEXT) : own.toString());
    }

    private void table(Reader source) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        try (CSVParser parser = CSVParser.parse(source, format)) {
            List<String> head = parser.getHeaderNames().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList();
            if (CHAT.stream().noneMatch(head::contains) || TEXT.stream().noneMatch(head::contains)) {
                throw new UnreadableChatsException("the head needs a column for the chat (" + CHAT.get(0)
                        + "), for who speaks (" + AUTHOR.get(0) + ") and for what is said (" + TEXT.get(0) + ")");
            }
            for (CSVRecord row : parser) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 0; i < Math.min(head.size(), row.size()); i++) {
                    values.put(head.get(i), row.get(i));
                }
                if (!values.containsKey("type") || values.get("type").equals("message")) {
                    add(named(values, CHAT), named(values, AUTHOR), named(values, TEXT));
                }
            }
        }
    }

    private static @Nullable String named(Map<String, String> values, List<String> names) {
        Optional<String> found =
                names.stream().filter(values::containsKey).map(values::get).findFirst();
        return found.orElse(null);
    }

    private void add(@Nullable String chat, @Nullable String author, @Nullable String text) {
        if (chat == null || chat.isBlank() || text == null || text.isBlank()) {
            return;
        }
        List<Line> lines = chats.get(chat);
        if (lines == null) {
            if (chats.size() == MOST_CHATS) {
                return;
            }
            lines = new ArrayList<>();
            chats.put(chat, lines);
        }
        boolean fromShopper = author == null || SHOPPER.contains(author.strip().toLowerCase(Locale.ROOT));
        lines.add(new Line(fromShopper, text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT)));
    }
}
