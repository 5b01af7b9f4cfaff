package io.polyclerk.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderNote;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NotesTest extends ShopCase {

    private void note(String words, boolean forTheCustomer, String at) {
        ObjectNode note = (ObjectNode) Recordings.json("order_note_create_private");
        note.put("id", shop.state.notesOf(235).size() + 1L).put("note", words);
        note.put("customer_note", forTheCustomer).put("date_created_gmt", at);
        shop.state.notesOf(235).add(note);
    }

    @Test
    void whatTheShopWroteToTheCustomerIsToldNewestFirstAsPlainText() {
        note("Your cup is being &amp; glazed, <b>K&auml;the</b>", true, "2026-11-24T08:00:00");
        note("It leaves on Monday.", true, "2026-11-25T08:00:00");
        assertThat(adapter.notesOf("235", 10))
                .containsExactly(
                        new OrderNote(Instant.parse("2026-11-25T08:00:00Z"), "It leaves on Monday."),
                        new OrderNote(Instant.parse("2026-11-24T08:00:00Z"), "Your cup is being & glazed, Käthe"));
        assertThat(adapter.notesOf("235", 1)).extracting(OrderNote::text).containsExactly("It leaves on Monday.");
    }

    @Test
    void whatTheShopKeepsToItselfIsNeverTold() {
        note("difficult customer", false, "2026-11-24T08:00:00");
        assertThat(adapter.notesOf("235", 10)).isEmpty();
        String everything = Recordings.text("order_notes_all");
        shop.plan("GET /orders/235/notes", Fault.Instead.of(200, everything));
        assertThat(adapter.notesOf("235", 100))
                .as("even when the shop heeds no question for one kind")
                .hasSize((int) Recordings.objects("order_notes_all").stream()
                        .filter(note -> note.path("customer_note").asBoolean())
                        .count());
    }

    @Test
    void whatTheBotWroteIsNotToldAsTheShopsWord() {
        String revision = adapter.findOrder("235").orElseThrow().revision();
        adapter.perform(new OrderAction.AddNote("235", "We have noted your wish.", true), "k1", revision);
        assertThat(shop.state.notesOf(235)).hasSize(1);
        assertThat(adapter.notesOf("235", 10)).isEmpty();
    }

    @Test
    void anOrderThatIsGoneHasNoNotes() {
        assertThat(adapter.notesOf("99999", 10)).isEmpty();
        assertThat(adapter.notesOf("no id", 10)).isEmpty();
    }

    @Test
    void nonsenseIsNoNote() {
        note("hello", true, "the other day");
        assertThatThrownBy(() -> adapter.notesOf("235", 10)).isInstanceOf(AdapterException.Unavailable.class);
    }
}
