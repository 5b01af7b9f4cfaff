package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.OrderNote;
import io.polyclerk.support.ShopText;
import java.time.DateTimeException;
import java.util.Comparator;
import java.util.List;

/** Reads what the shop wrote to the customer. */
final class NoteReader {

    private final WooCommerceApi api;

    NoteReader(WooCommerceApi api) {
        this.api = api;
    }

    List<OrderNote> notes(String orderId, int limit) {
        return OrderSearch.id(orderId).stream()
                .mapToObj(api::customerNotes)
                .flatMap(List::stream)
                // Asked for is one kind, but what is private must not depend on how an old shop or a plugin reads the
                // question.
                .filter(note -> Json.isTrue(note.path("customer_note")))
                .filter(note -> !Trace.isMarked(note.path("note").asText()))
                // Of two within a second the later one has the higher id.
                .sorted(Comparator.<JsonNode>comparingLong(
                                note -> note.path("id").asLong())
                        .reversed())
                .map(NoteReader::read)
                .filter(note -> !note.text().isEmpty())
                .sorted(Comparator.comparing(OrderNote::writtenAt).reversed())
                .limit(Math.max(0, limit))
                .toList();
    }

    private static OrderNote read(JsonNode note) {
        try {
            return new OrderNote(
                    Json.instant(note.path("date_created_gmt").asText()),
                    ShopText.line(note.path("note").asText()));
        } catch (DateTimeException nonsense) {
            throw new AdapterException.Unavailable("a note of the shop cannot be read", false, null);
        }
    }
}
