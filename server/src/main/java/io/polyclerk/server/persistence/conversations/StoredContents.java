package io.polyclerk.server.persistence.conversations;

import com.fasterxml.jackson.core.type.TypeReference;
import io.polyclerk.server.json.Json;
import io.polyclerk.spi.message.Content;
import java.util.List;

/** Contents of messages as they are kept. */
public final class StoredContents {

    private static final TypeReference<List<Content>> LIST = new TypeReference<>() {};
    /** No column takes more than about a million characters everywhere; no channel lets a shopper write as much. */
    private static final int LONGEST = 1_000_000;

    private static final int LONGEST_TEXT = 100_000;

    private StoredContents() {}

    public static String write(List<Content> contents) {
        String json = Json.write(contents, LIST);
        return json.length() <= LONGEST
                ? json
                : Json.write(contents.stream().limit(5).map(StoredContents::cut).toList(), LIST);
    }

    public static List<Content> read(String json) {
        return Json.read(json, LIST);
    }

    private static Content cut(Content content) {
        return content instanceof Content.Text text && text.text().length() > LONGEST_TEXT
                ? new Content.Text(text.text().substring(0, LONGEST_TEXT))
                : content instanceof Content.Text ? content : new Content.Unsupported("too long");
    }
}
