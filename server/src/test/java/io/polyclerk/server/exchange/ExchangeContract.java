package io.polyclerk.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.LedgerEntry.Progress;
import io.polyclerk.core.action.Proposal;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.identity.Level;
import io.polyclerk.core.identity.OfferedEmail;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.core.understanding.Emotion;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.ScoredIntent;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.archive.ArchiveExport;
import io.polyclerk.server.persistence.archive.ArchiveImport;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationSearch;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.persistence.desk.Desk.Deed;
import io.polyclerk.server.persistence.desk.DeskTalk;
import io.polyclerk.server.persistence.desk.Notes;
import io.polyclerk.server.persistence.desk.TicketDesk;
import io.polyclerk.server.persistence.desk.TicketDesk.Change;
import io.polyclerk.server.persistence.orders.ActionDesk;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.OrderAction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out comes in again as it was, on every database. */
abstract class ExchangeContract {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final ConnectionId CONNECTION = new ConnectionId("chat");

    @TempDir
    private Path folder;

    private Database from;
    private Database to;

    /** An empty database, another one for each name. */
    abstract Database open(String name) throws Exception;

    @BeforeEach
    void openBoth() throws Exception {
        from = open("one");
        to = open("two");
        talk(from);
    }

    @AfterEach
    void closeBoth() {
        from.close();
        to.close();
    }

    @Test
    void whatWasExportedIsImportedWithItsIdsAndNothingTwice() throws Exception {
        String lines = export(from);
        var first = take(to, lines);
        assertThat(first.get("messages").stored()).isEqualTo(5);
        assertThat(first.get("messages").known()).isZero();
        assertThat(first.keySet())
                .containsExactly("actions", "conversations", "events", "messages", "notes", "tickets");
        assertThat(withoutTime(export(to))).isEqualTo(withoutTime(lines));
        var second = take(to, lines);
        assertThat(second.values())
                .allSatisfy(count -> assertThat(count.stored()).isZero());
        assertThat(withoutTime(export(to))).isEqualTo(withoutTime(lines));
    }

    @Test
    void anAddressThatWasOfferedAsProofIsInNoExport() throws Exception {
        assertThat(export(from)).contains("\"proofs\":{").doesNotContain("\"salt\"", "\"hash\"");
    }

    @Test
    void whatIsSaidAfterAnImportGetsANewId() throws Exception {
        take(to, export(from));
        hear(to, "later", "m9", "I am new");
        List<String> ids = export(to)
                .lines()
                .filter(line -> line.contains("\"type\":\"message\""))
                .map(line -> line.replaceAll(".*?\"id\":(\\d+).*", "$1"))
                .toList();
        assertThat(ids).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void nothingThatIsImportedIsAnsweredOrSent() throws Exception {
        hear(from, "waiting", "m7", "nobody has answered me");
        DeskTalk talk = new DeskTalk(from);
        talk.speak(new Deed(id(from, "waiting"), "ann", null, NOW), List.of(new Content.Text("not sent")), "k");
        take(to, export(from));
        assertThat(Stores.on(to).turns().unfinished()).isEmpty();
        var lines = new ConversationArchive(to).messages(id(to, "waiting").value());
        assertThat(lines.get(lines.size() - 1).reason()).contains("not been sent");
    }

    @Test
    void aChangeToAnOrderIsTakenInAsWhatItWasAndNeverCarriedOut() throws Exception {
        change(from, "ann", "2", ActionState.CONFIRMED);
        change(from, "ann", "3", ActionState.AWAITING_APPROVAL);
        take(to, export(from));
        ActionDesk desk = new ActionDesk(to);
        var actions = desk.list(new ActionDesk.Filter("demo", null, null, null, null, 10));
        assertThat(actions).hasSize(3);
        assertThat(actions)
                .filteredOn(one -> one.entry().state() == ActionState.DONE)
                .hasSize(1);
        assertThat(actions)
                .filteredOn(one -> one.entry().state() == ActionState.UNRESOLVED)
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.entry().progress().reason()).contains("exported"));
        assertThat(Stores.on(to).ledger().open(id(to, "ann"))).isEmpty();
        assertThat(Stores.on(to).turns().unfinished()).isEmpty();
    }

    @Test
    void oneMerchantsExportHoldsNothingOfAnother() throws Exception {
        Stores.on(from).inbox().accept(CONNECTION, "other", List.of(message("x", "x1", "not yours")), null, NOW);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        JsonLines.write(new ArchiveExport(from), "other", NOW, target);
        String lines = target.toString(StandardCharsets.UTF_8);
        assertThat(lines).contains("not yours").doesNotContain("1001");
        assertThat(lines.lines()).hasSize(4);
    }

    @Test
    void aFileThatWasCutOffIsRefusedAsAWhole() throws Exception {
        String lines = export(from);
        String cut = lines.substring(0, lines.lastIndexOf("{\"type\":\"end\""));
        assertThatThrownBy(() -> take(to, cut)).hasMessageContaining("cut off");
        String holed = lines.lines().filter(line -> !line.contains("\"note\"")).reduce("", (a, b) -> a + b + "\n");
        assertThatThrownBy(() -> take(to, holed)).hasMessageContaining("was cut");
        assertThat(export(to).lines()).hasSize(2);
    }

    @Test
    void aLineThatIsWrongIsNamedWithoutItsWords() throws Exception {
        for (String wrong : List.of(
                "{\"type\":\"message\",\"id\":1,\"conversation\":\"c\",\"contents\":[{\"type\":\"text\",\"text\":\"secret\"}]}",
                "{\"type\":\"conversation\",\"id\":\"../secret\"}",
                "{\"type\":\"secret\"}",
                "secret",
                "[]",
                "{\"type\":\"ticket\",\"id\":0}")) {
            assertThatThrownBy(() -> take(to, wrong + "\n"))
                    .isInstanceOf(RefusedImportException.class)
                    .hasMessageStartingWith("line 1: ")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void anIdThatBelongsToSomethingElseIsAConflictAndNothingIsTaken() throws Exception {
        hear(to, "somebody", "s1", "I was here first");
        String before = withoutTime(export(to));
        assertThatThrownBy(() -> take(to, export(from)))
                .isInstanceOfSatisfying(
                        RefusedImportException.class,
                        refused -> assertThat(refused.isConflict()).isTrue());
        assertThat(withoutTime(export(to))).isEqualTo(before);
    }

    @Test
    void aTableIsHarmlessInASpreadsheet() throws Exception {
        hear(from, "evil", "e1", "=HYPERLINK(\"http://evil.example\")");
        hear(from, "evil", "e2", "a \"quoted\", cell\nwith two lines");
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        CsvLines.write(new ArchiveExport(from), null, false, target);
        String table = target.toString(StandardCharsets.UTF_8);
        assertThat(table).startsWith("type,id,conversation,");
        assertThat(table).contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"");
        assertThat(table).contains("\"a \"\"quoted\"\", cell\nwith two lines\"");
        assertThat(CsvLines.harmless("-1")).isEqualTo("'-1");
        assertThat(CsvLines.harmless("1-1")).isEqualTo("1-1");
    }

    @Test
    void aReaderWhoGoesAwayEndsTheExport() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> JsonLines.write(new ArchiveExport(from), null, NOW, broken))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThat(from.isAlive()).isTrue();
    }

    /** Two conversations with everything that an export holds. */
    private static void talk(Database database) {
        Stores stores = Stores.on(database);
        stores.inbox()
                .accept(
                        CONNECTION,
                        "demo",
                        List.of(new ChannelEvent.MessageReceived(new InboundMessage(
                                new ConversationKey(CONNECTION, "ann"),
                                "m1",
                                new Sender("s", "Ann 😀", "en", null, null),
                                NOW,
                                List.of(
                                        new Content.Text("Where is 1001?\n\"quick\" \u202e"),
                                        new Content.Media(
                                                MediaKind.IMAGE,
                                                new MediaRef("f", "image/png", 5L, "a.png", "x"),
                                                null)),
                                "album"))),
                        null,
                        NOW);
        Pending pending = stores.turns().pending(id(database, "ann")).orElseThrow();
        stores.turns()
                .commit(new Result(
                        pending.conversation()
                                .withHolder(Holder.WAITING_FOR_AGENT)
                                .withMemory(pending.conversation()
                                        .memory()
                                        .speaking("en")
                                        .proven("shop/1", "s", Level.ORDER_PROOF, NOW)
                                        .offeringEmail(OfferedEmail.of("s", "ann@mail.example", NOW))),
                        pending.messages().stream().map(Received::sequence).toList(),
                        new Interpretation(
                                "en",
                                List.of(new ScoredIntent(Intent.TRACK_ORDER, 0.9)),
                                false,
                                List.of(),
                                new Emotion(Emotion.Label.NEUTRAL, 0.5),
                                false),
                        List.of(new Content.Text("one"), new Content.Text("two")),
                        List.of(new TicketDraft("track_order", "Where", "1001", "en", true)),
                        null,
                        NOW));
        sendAll(stores, id(database, "ann"));
        DeskTalk talk = new DeskTalk(database);
        Deed deed = new Deed(id(database, "ann"), "agent-1", null, NOW.plusSeconds(60));
        talk.speak(deed, List.of(new Content.Text("I am here")), "k1");
        sendAll(stores, id(database, "ann"));
        new Notes(database).add(id(database, "ann"), "agent-1", "call the warehouse", NOW);
        long ticket = new ConversationArchive(database)
                .tickets(new ConversationArchive.TicketFilter(null, null, null, null, null, 1))
                .get(0)
                .id();
        new TicketDesk(database).change(new Change(ticket, "agent-1", TicketState.CLOSED, null, "done", null, NOW));
        change(database, "ann", "1", ActionState.DONE);
        hear(database, "bo", "m2", "hello");
        Pending second = stores.turns().pending(id(database, "bo")).orElseThrow();
        stores.turns()
                .commit(new Result(
                        second.conversation(),
                        second.messages().stream().map(Received::sequence).toList(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        NOW));
    }

    private static void change(Database database, String chat, String order, ActionState state) {
        Stores stores = Stores.on(database);
        ConversationId conversation = id(database, chat);
        Proposal proposal = new Proposal(
                ActionId.random(),
                new Proposal.Who(conversation, "demo", "s", "en"),
                new ConnectionId("shop"),
                "#" + order,
                "r1",
                new OrderAction.ChangeAddress(
                        order, new Address("Ann", "5 Rose Lane", null, "Bath", null, "BA1 1AA", "GB", null)),
                null,
                state == ActionState.AWAITING_APPROVAL,
                NOW,
                NOW.plusSeconds(900));
        stores.turns()
                .commit(new Result(
                        stores.turns().conversation(conversation).orElseThrow(),
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        List.of(new LedgerChange.Add(new LedgerEntry(
                                proposal, state, new Progress(1, NOW, null, null, false, null, null), null, state))),
                        NOW));
    }

    private static void sendAll(Stores stores, ConversationId conversation) {
        for (var next = stores.outbox().next(conversation);
                next.isPresent();
                next = stores.outbox().next(conversation)) {
            stores.outbox().recordAttempt(next.get().id(), NOW);
            stores.outbox().recordReceipt(next.get().id(), "p" + next.get().id(), NOW);
        }
    }

    private static void hear(Database database, String chat, String message, String text) {
        Stores.on(database).inbox().accept(CONNECTION, "demo", List.of(message(chat, message, text)), null, NOW);
    }

    private static ChannelEvent message(String chat, String id, String text) {
        return new ChannelEvent.MessageReceived(new InboundMessage(
                new ConversationKey(CONNECTION, chat),
                id,
                Sender.of("s"),
                NOW,
                new ArrayList<>(List.of(new Content.Text(text)))));
    }

    private static ConversationId id(Database database, String chat) {
        return new ConversationId(new ConversationSearch(database)
                .find(new ConversationSearch.Filter(null, null, chat, null, null, null, 1, null))
                .get(0)
                .conversation()
                .id());
    }

    private static String export(Database database) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        JsonLines.write(new ArchiveExport(database), null, NOW, target);
        return target.toString(StandardCharsets.UTF_8);
    }

    private java.util.Map<String, JsonLinesImport.Count> take(Database database, String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("lines.jsonl"), lines);
        return new JsonLinesImport(new ArchiveImport(database)).take(file);
    }

    private static String withoutTime(String lines) {
        return lines.substring(lines.indexOf('\n'));
    }
}
