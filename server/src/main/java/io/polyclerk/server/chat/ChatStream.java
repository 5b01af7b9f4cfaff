package io.polyclerk.server.chat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.conversations.Author;
import io.polyclerk.server.persistence.conversations.ChatTranscript;
import io.polyclerk.server.persistence.conversations.ChatTranscript.Begun;
import io.polyclerk.server.persistence.conversations.ChatTranscript.Entry;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells one page what is said in its chat, as server-sent events. It looks into the database instead of being told, so any node can
 * serve any page: often while people talk, rarely otherwise. For one thread.
 */
final class ChatStream {

    private static final Duration SILENCE = Duration.ofSeconds(12);
    private static final Duration TALKING = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(200);
    private static final Duration RARELY = Duration.ofSeconds(1);
    private static final TypeReference<List<Content>> CONTENTS = new TypeReference<>() {};

    private final ChatTranscript transcript;
    private final ConnectionId connection;
    private final String chatId;
    private final OutputStream out;
    private long last;
    private @Nullable String conversation;
    private @Nullable Holder holder;

    ChatStream(ChatTranscript transcript, ConnectionId connection, String chatId, long last, OutputStream out) {
        this.transcript = transcript;
        this.connection = connection;
        this.chatId = chatId;
        this.last = last;
        this.out = out;
    }

    /** Writes until the page has gone or {@code goesOn} says no. */
    void run(BooleanSupplier goesOn) throws IOException, InterruptedException {
        tellNews();
        event("ready", null, Map.of());
        long heard = System.nanoTime();
        long spoke = heard;
        while (goesOn.getAsBoolean()) {
            Thread.sleep(System.nanoTime() - heard < TALKING.toNanos() ? OFTEN : RARELY);
            if (tellNews()) {
                heard = System.nanoTime();
                spoke = heard;
            } else if (System.nanoTime() - spoke > SILENCE.toNanos()) {
                write(": still here\n\n");
                spoke = System.nanoTime();
            }
        }
    }

    private boolean tellNews() throws IOException {
        Optional<Begun> begun = transcript.find(connection, chatId);
        if (begun.isEmpty()) {
            return false;
        }
        conversation = begun.get().conversation();
        boolean news = false;
        if (holder != begun.get().holder()) {
            holder = begun.get().holder();
            event("holder", null, Map.of("holder", holder.name()));
            news = true;
        }
        for (Entry entry : transcript.after(conversation, last)) {
            event("message", entry.sequence(), message(entry));
            last = entry.sequence();
            news = true;
        }
        return news;
    }

    private Map<String, Object> message(Entry entry) {
        boolean inbound = entry.author() == Author.SHOPPER;
        // Ids are unique within a chat only; the adapter puts the chat before them.
        String id = inbound && entry.key().startsWith(chatId + ":")
                ? entry.key().substring(chatId.length() + 1)
                : entry.key();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("sequence", entry.sequence());
        message.put("direction", inbound ? "in" : "out");
        message.put("author", entry.author().name().toLowerCase(Locale.ROOT));
        // By their static type, so that each says of which kind it is.
        message.put("contents", Json.read(Json.write(entry.contents(), CONTENTS), Object.class));
        message.put("at", entry.at());
        return message;
    }

    private void event(String type, @Nullable Long id, Map<String, ?> content) throws IOException {
        write((id == null ? "" : "id: " + id + "\n") + "event: " + type + "\ndata: " + Json.write(content) + "\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
