package io.polyclerk.server.persistence.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Proposal;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.server.install.AuditSink;
import io.polyclerk.server.install.InstallationStore;
import io.polyclerk.server.install.Installed;
import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.server.install.Person;
import io.polyclerk.server.install.PersonalRecords;
import io.polyclerk.server.install.PrivacyDesk;
import io.polyclerk.server.install.PrivacyStore;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.archive.SqlPersonalRecords;
import io.polyclerk.server.persistence.archive.SqlPrivacyStore;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.PrivacyRequest;
import io.polyclerk.spi.PrivacyRequest.Kind;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.OrderAction;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people who ask about their data can rely on, on every database. */
interface PrivacyContract {

    Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    ConnectionId STORE = new ConnectionId("fern-store");
    ConnectionId CHAT = new ConnectionId("fern-chat");

    Database database();

    SecretBox box();

    InstallationStore store();

    SqlPersonalRecords records();

    /** Conversations whose files were erased. */
    List<String> erasedFiles();

    /** Deeds that were written down. */
    List<String> audited();

    /** An active shop of the merchant {@code fern}. */
    Installed shop();

    void is(Installed shop, Status status);

    @Test
    default void theConversationsOfASignedInCustomerAreTheirs() {
        String mine = hear("c1", "where is my order", "7", null);
        hear("c2", "where is my order", "77", null);
        hear("c3", "of another store", "7", "other-store");
        hear("c4", "nobody", null, null);

        assertThat(records().of(person("7", null))).singleElement().satisfies(talk -> {
            assertThat(talk.id()).isEqualTo(mine);
            assertThat(talk.messages()).hasSize(1);
        });
    }

    @Test
    default void theConversationInWhichAnOrderWasProvenIsItsOwners() {
        String mine = hear("c1", "1001 mei@mail.example", null, null);
        prove(mine, "\"fern-store/201 c1\":{\"level\":\"order_proof\",\"at\":\"2026-11-23T10:00:00Z\"}");
        prove(
                hear("c2", "x", null, null),
                "\"fern-store/2011 c2\":{\"level\":\"order_proof\",\"at\":\"2026-11-23T10:00:00Z\"}");

        assertThat(records().of(new Person("fern", "fern-store", null, null, null, List.of("201"))))
                .singleElement()
                .extracting(PersonalRecords.Talk::id)
                .isEqualTo(mine);
    }

    @Test
    default void anAddressThatSomebodyTypedMakesNoConversationTheirs() {
        hear("c1", "I am mei@mail.example", null, null);

        assertThat(records().of(person(null, "mei@mail.example"))).isEmpty();
    }

    @Test
    default void whatIsErasedIsGoneAndWhatOthersWroteLosesTheAddressOnly() {
        String mine = hear("c1", "my secret", "7", null);
        String other = hear("c2", "ask MEI@mail.example about it", null, null);
        hear("c3", "nothing to see", null, null);

        PersonalRecords.Ended ended = records().end(person("7", "mei@mail.example"));

        assertThat(ended).isEqualTo(new PersonalRecords.Ended(1, 1, 0, 1, 1));
        assertThat(erasedFiles()).containsExactly(mine);
        assertThat(everything()).doesNotContain("my secret").doesNotContainIgnoringCase("mei@mail");
        assertThat(contentsOf(other)).contains("ask █████ about it");
        assertThat(records().end(person("7", "mei@mail.example"))).isEqualTo(new PersonalRecords.Ended(0, 0, 0, 0, 0));
    }

    @Test
    default void whatWasDoneToAnOrderStaysAndThePersonBehindItDoesNot() {
        ConversationId mine = new ConversationId(hear("c1", "please send it elsewhere", "7", null));
        Stores stores = Stores.on(database());
        OrderAction move = new OrderAction.ChangeAddress(
                "41", new Address("Mei Lin", "5 Rose Lane", null, "Bath", null, "BA1 1AA", "GB", "+44 7700 900101"));
        LedgerEntry done = entry(mine, move, ActionState.DONE);
        LedgerEntry asked = entry(mine, new OrderAction.Cancel("42", "I lost my job"), ActionState.PROPOSED);
        LedgerEntry agreed = entry(mine, new OrderAction.Cancel("43", "changed_mind"), ActionState.CONFIRMED);
        for (LedgerEntry entry : List.of(done, asked, agreed)) {
            stores.turns()
                    .commit(new Result(
                            stores.turns().conversation(mine).orElseThrow(),
                            List.of(),
                            null,
                            List.of(),
                            List.of(),
                            null,
                            List.of(new LedgerChange.Add(entry)),
                            NOW));
        }
        assertThat(records().of(person("7", null)).get(0).changes())
                .as("what the person may ask for")
                .hasSize(3)
                .anySatisfy(change -> assertThat(change.action().toString()).contains("5 Rose Lane"));

        records().end(person("7", null));

        List<String> rows = database()
                .read(session -> session.all(
                        "select id || ' ' || sender || ' ' || content || ' ' || coalesce(reason, '') from order_action",
                        row -> row.getString(1)));
        assertThat(rows).hasSize(3);
        assertThat(String.join("\n", rows)).doesNotContain("Rose", "Mei", "7700", "lost my job", "the sender");
        assertThat(stores.ledger().find(done.id()).orElseThrow().state()).isEqualTo(ActionState.DONE);
        assertThat(stores.ledger().find(asked.id()).orElseThrow().state()).isEqualTo(ActionState.DECLINED);
        assertThat(stores.ledger().find(agreed.id()).orElseThrow().state())
                .as("what was agreed is done")
                .isEqualTo(ActionState.CONFIRMED);
        assertThat(stores.ledger().open(mine)).extracting(LedgerEntry::id).containsExactly(agreed.id());
    }

    private LedgerEntry entry(ConversationId conversation, OrderAction action, ActionState state) {
        Proposal proposal = new Proposal(
                ActionId.random(),
                new Proposal.Who(conversation, "fern", "the sender", "en"),
                STORE,
                "1" + action.orderId(),
                "r1",
                action,
                null,
                false,
                NOW,
                NOW.plusSeconds(900));
        return new LedgerEntry(proposal, state, LedgerEntry.Progress.NONE, null, null);
    }

    @Test
    default void percentAndUnderscoreInANameFindNothingElse() {
        hear("c1", "hello", "7", null);

        assertThat(records().of(person("%", null))).isEmpty();
        assertThat(records().of(person("_", null))).isEmpty();
        assertThat(records().of(person("7\" or \"", null))).isEmpty();
    }

    @Test
    default void aRepeatedDemandIsKeptOnceAndCarriedOutOnce() {
        Installed active = shop();
        hear("c1", "my secret", "7", null);
        PrivacyDesk desk = desk();

        String first = desk.take(active, request(Kind.ERASE_CUSTOMER, "delivery-1"));
        String again = desk.take(active, request(Kind.ERASE_CUSTOMER, "delivery-1"));

        assertThat(again).isEqualTo(first);
        assertThat(desk.work()).isEqualTo(1);
        assertThat(desk.work()).isZero();
        assertThat(desk.find(first)).get().satisfies(demand -> {
            assertThat(demand.status()).isEqualTo(PrivacyStore.Status.DONE);
            assertThat(demand.request()).isNull();
            assertThat(demand.outcome()).contains("\"conversations\":1");
        });
        assertThat(everything()).doesNotContain("my secret");
        assertThat(audited()).containsExactly("erase_customer");
    }

    @Test
    default void anExportIsForTheMerchantToHandOn() {
        Installed active = shop();
        hear("c1", "my own words", "7", null);

        PrivacyStore.Demand done = desk().doNow(active, request(Kind.EXPORT_CUSTOMER, "delivery-2"));

        assertThat(desk().result(done.id())).get().asString().contains("my own words");
        String row = database()
                .read(session -> session.first(
                        "select result from privacy_request where id = ?", found -> found.getString(1), done.id()))
                .orElseThrow();
        assertThat(row).doesNotContain("my own words");
    }

    @Test
    default void aShopsEndIsTheEndOfItsConversationsUnlessItHasComeBack() {
        Installed gone = shop();
        hear("c1", "my secret", null, null);

        desk().doNow(gone, request(Kind.ERASE_SHOP, "early"));
        assertThat(everything()).contains("my secret");

        is(gone, Status.UNINSTALLED);
        desk().doNow(gone, request(Kind.ERASE_SHOP, "late"));
        assertThat(everything()).doesNotContain("my secret");
    }

    private PrivacyDesk desk() {
        AuditSink audit = (at, actor, action, subject) -> audited().add(action);
        return new PrivacyDesk(
                new SqlPrivacyStore(database(), box()), records(), store(), audit, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private PrivacyRequest request(Kind kind, String id) {
        return new PrivacyRequest(id, "https://shop.example", kind, "7", null, null, List.of());
    }

    private Person person(@Nullable String customer, @Nullable String email) {
        return new Person("fern", "fern-store", customer, email, null, List.of());
    }

    private String hear(String chat, String text, @Nullable String customer, @Nullable String of) {
        Stores stores = Stores.on(database());
        Sender sender = new Sender(chat, null, null, null, customer, of);
        InboundMessage message = new InboundMessage(
                new ConversationKey(CHAT, chat), chat + ":1", sender, NOW, List.of(new Content.Text(text)));
        stores.inbox().accept(CHAT, "fern", List.of(new ChannelEvent.MessageReceived(message)), null, NOW);
        return database()
                .read(session ->
                        session.first("select id from conversation where chat_id = ?", row -> row.getString(1), chat))
                .orElseThrow();
    }

    private void prove(String conversation, String trust) {
        database()
                .write(session -> session.update(
                        "update conversation set memory = ? where id = ?",
                        "{\"disclosed\":true,\"offered\":[],\"trust\":{\"proofs\":{" + trust + "},\"failedProofs\":0}}",
                        conversation));
    }

    private String contentsOf(String conversation) {
        return database()
                .read(session -> session.first(
                        "select contents from message where conversation_id = ?",
                        row -> row.getString(1),
                        conversation))
                .orElseThrow();
    }

    private String everything() {
        List<String> contents =
                database().read(session -> session.all("select contents from message", row -> row.getString(1)));
        return String.join("\n", contents);
    }
}
