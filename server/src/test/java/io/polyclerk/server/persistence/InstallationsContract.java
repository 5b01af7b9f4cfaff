package io.polyclerk.server.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.action.ActionId;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerChange;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Proposal;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.server.install.InstallationStore;
import io.polyclerk.server.install.Installations;
import io.polyclerk.server.install.Installed;
import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.server.install.Person;
import io.polyclerk.server.install.PersonalRecords;
import io.polyclerk.server.install.PrivacyDesk;
import io.polyclerk.server.install.PrivacyStore;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.PrivacyRequest;
import io.polyclerk.spi.PrivacyRequest.Kind;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.OrderAction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shops that connect themselves, and people who ask about their data, can rely on; on every database. */
abstract class InstallationsContract {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final ConnectionId STORE = new ConnectionId("fern-store");
    private static final ConnectionId CHAT = new ConnectionId("fern-chat");

    @TempDir
    private Path folder;

    private Database database;
    private DataFolder data;
    private SecretBox box;
    private SqlInstallationStore store;
    private SqlPersonalRecords records;
    private final List<String> erasedFiles = new ArrayList<>();
    private final List<String> audited = new ArrayList<>();

    abstract Database open() throws Exception;

    @BeforeEach
    void openStores() throws Exception {
        database = open();
        data = DataFolder.open(folder.resolve("data"));
        box = SecretBox.in(data);
        store = new SqlInstallationStore(database, box);
        records = new SqlPersonalRecords(database, conversation -> {
            erasedFiles.add(conversation.value());
            return 1;
        });
        database.write(session -> {
            for (String table : List.of(
                    "privacy_request",
                    "installation",
                    "invitation",
                    "note",
                    "event",
                    "order_action",
                    "message",
                    "ticket",
                    "conversation")) {
                session.update("delete from " + table);
            }
            return true;
        });
    }

    @AfterEach
    void closeStores() {
        database.close();
        data.close();
    }

    @Test
    void aNonceIsGoodOnceForItsAdapterAndInTime() {
        store.add(begun("https://shop.example"), "hash-1", NOW.plusSeconds(600));

        assertThat(store.arrive("other", "hash-1", NOW)).isEmpty();
        assertThat(store.arrive("shops", "hash-2", NOW)).isEmpty();
        assertThat(store.arrive("shops", "hash-1", NOW.plusSeconds(600))).isEmpty();
        assertThat(store.arrive("shops", "hash-1", NOW.plusSeconds(599))).get().satisfies(arrived -> {
            assertThat(arrived.shop()).isEqualTo("https://shop.example");
            assertThat(arrived.status()).isEqualTo(Status.ARRIVED);
            assertThat(arrived.settings()).containsEntry("certificate", "private");
        });
        assertThat(store.arrive("shops", "hash-1", NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void ofManyWhoBringOneNonceOneArrives() throws Exception {
        store.add(begun("https://shop.example"), "hash-1", NOW.plusSeconds(600));

        assertThat(together(16, () -> store.arrive("shops", "hash-1", NOW).isPresent() ? 1 : 0))
                .containsOnlyOnce(1);
    }

    @Test
    void anInvitationLetsOneShopIn() {
        store.invite("code", new InstallationStore.Invitation("shops", "demo", NOW.plusSeconds(60)));

        assertThat(store.takeInvitation("code", "shops", NOW))
                .get()
                .extracting(InstallationStore.Invitation::merchant)
                .isEqualTo("demo");
        assertThat(store.takeInvitation("code", "shops", NOW)).isEmpty();
    }

    @Test
    void anInvitationThatIsTooOldLetsNobodyIn() {
        store.invite("code", new InstallationStore.Invitation("shops", "demo", NOW));

        assertThat(store.takeInvitation("code", "shops", NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void nothingThatIsSecretLiesOpenInTheDatabase() {
        Installed active = active(credential("token-in-the-clear", "refresh-in-the-clear"));

        String row = database.read(session -> session.first(
                        "select settings, credential from installation where id = ?",
                        found -> found.getString(1) + found.getString(2),
                        active.id()))
                .orElseThrow();

        assertThat(row).doesNotContain("in-the-clear").doesNotContain("private");
        assertThat(vault().current()).contains(credential("token-in-the-clear", "refresh-in-the-clear"));
    }

    @Test
    void aKeyOpensOneActiveShop() {
        Installed active = active(null);
        store.saveKey(active.id(), "key-hash");

        assertThat(store.ofKey("key-hash")).get().extracting(Installed::id).isEqualTo(active.id());
        assertThat(store.ofKey("other")).isEmpty();

        store.saveKey(active.id(), null);
        assertThat(store.ofKey("key-hash")).isEmpty();
    }

    @Test
    void aCredentialIsRenewedOnceHoweverManyFindItEnded() throws Exception {
        active(credential("t0", "r0"));
        AtomicInteger renewals = new AtomicInteger();

        // Each has a vault of its own, as each node has.
        List<String> tokens = together(
                16,
                () -> vault().renew(credential("t0", "r0"), old -> {
                            int number = renewals.incrementAndGet();
                            assertThat(old.refreshToken()).isEqualTo("r" + (number - 1));
                            pause();
                            return credential("t" + number, "r" + number);
                        })
                        .token());

        assertThat(renewals).hasValue(1);
        assertThat(tokens).containsOnly("t1");
        assertThat(vault().current()).contains(credential("t1", "r1"));
    }

    @Test
    void aRenewalThatFailsLeavesTheOldOneAndTheNextMayTry() {
        active(credential("t0", "r0"));

        assertThatThrownBy(() -> vault().renew(credential("t0", "r0"), old -> {
                    throw new AdapterException.Unavailable("down", false, null);
                }))
                .isInstanceOf(AdapterException.Unavailable.class);
        assertThat(vault().current()).contains(credential("t0", "r0"));
        assertThat(vault().renew(credential("t0", "r0"), old -> credential("t1", "r1")))
                .isEqualTo(credential("t1", "r1"));
    }

    @Test
    void theNewCredentialIsKeptBeforeAnybodyGetsIt() {
        active(credential("t0", "r0"));

        Credential made = vault().renew(credential("t0", "r0"), old -> credential("t1", "r1"));

        assertThat(vault().current()).contains(made);
    }

    @Test
    void afterAnUninstallThereIsNothingToRenew() {
        Installed active = active(credential("t0", "r0"));
        store.saveCredential(active.id(), null, NOW);

        assertThat(vault().current()).isEmpty();
        assertThatThrownBy(() -> vault().renew(credential("t0", "r0"), old -> old))
                .isInstanceOf(AdapterException.CredentialsRejected.class);
    }

    @Test
    void aCredentialThatNobodyUsedForAWeekIsFound() {
        Installed active = active(credential("t0", "r0"));

        assertThat(store.notRenewedSince(NOW)).isEmpty();
        assertThat(store.notRenewedSince(NOW.plusSeconds(1)))
                .singleElement()
                .extracting(Installed::id)
                .isEqualTo(active.id());
    }

    @Test
    void theConversationsOfASignedInCustomerAreTheirs() {
        String mine = hear("c1", "where is my order", "7", null);
        hear("c2", "where is my order", "77", null);
        hear("c3", "of another store", "7", "other-store");
        hear("c4", "nobody", null, null);

        assertThat(records.of(person("7", null))).singleElement().satisfies(talk -> {
            assertThat(talk.id()).isEqualTo(mine);
            assertThat(talk.messages()).hasSize(1);
        });
    }

    @Test
    void theConversationInWhichAnOrderWasProvenIsItsOwners() {
        String mine = hear("c1", "1001 mei@mail.example", null, null);
        prove(mine, "\"fern-store/201 c1\":{\"level\":\"order_proof\",\"at\":\"2026-11-23T10:00:00Z\"}");
        prove(
                hear("c2", "x", null, null),
                "\"fern-store/2011 c2\":{\"level\":\"order_proof\",\"at\":\"2026-11-23T10:00:00Z\"}");

        assertThat(records.of(new Person("fern", "fern-store", null, null, null, List.of("201"))))
                .singleElement()
                .extracting(PersonalRecords.Talk::id)
                .isEqualTo(mine);
    }

    @Test
    void anAddressThatSomebodyTypedMakesNoConversationTheirs() {
        hear("c1", "I am mei@mail.example", null, null);

        assertThat(records.of(person(null, "mei@mail.example"))).isEmpty();
    }

    @Test
    void whatIsErasedIsGoneAndWhatOthersWroteLosesTheAddressOnly() {
        String mine = hear("c1", "my secret", "7", null);
        String other = hear("c2", "ask MEI@mail.example about it", null, null);
        hear("c3", "nothing to see", null, null);

        PersonalRecords.Ended ended = records.end(person("7", "mei@mail.example"));

        assertThat(ended).isEqualTo(new PersonalRecords.Ended(1, 1, 0, 1, 1));
        assertThat(erasedFiles).containsExactly(mine);
        assertThat(everything()).doesNotContain("my secret").doesNotContainIgnoringCase("mei@mail");
        assertThat(contentsOf(other)).contains("ask █████ about it");
        assertThat(records.end(person("7", "mei@mail.example"))).isEqualTo(new PersonalRecords.Ended(0, 0, 0, 0, 0));
    }

    @Test
    void whatWasDoneToAnOrderStaysAndThePersonBehindItDoesNot() {
        ConversationId mine = new ConversationId(hear("c1", "please send it elsewhere", "7", null));
        Stores stores = Stores.on(database);
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
        assertThat(records.of(person("7", null)).get(0).changes())
                .as("what the person may ask for")
                .hasSize(3)
                .anySatisfy(change -> assertThat(change.action().toString()).contains("5 Rose Lane"));

        records.end(person("7", null));

        List<String> rows = database.read(session -> session.all(
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

    private static LedgerEntry entry(ConversationId conversation, OrderAction action, ActionState state) {
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
    void percentAndUnderscoreInANameFindNothingElse() {
        hear("c1", "hello", "7", null);

        assertThat(records.of(person("%", null))).isEmpty();
        assertThat(records.of(person("_", null))).isEmpty();
        assertThat(records.of(person("7\" or \"", null))).isEmpty();
    }

    @Test
    void aRepeatedDemandIsKeptOnceAndCarriedOutOnce() {
        Installed active = active(null);
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
        assertThat(audited).containsExactly("erase_customer");
    }

    @Test
    void anExportIsForTheMerchantToHandOn() {
        Installed active = active(null);
        hear("c1", "my own words", "7", null);

        PrivacyStore.Demand done = desk().doNow(active, request(Kind.EXPORT_CUSTOMER, "delivery-2"));

        assertThat(desk().result(done.id())).get().asString().contains("my own words");
        String row = database.read(session -> session.first(
                        "select result from privacy_request where id = ?", found -> found.getString(1), done.id()))
                .orElseThrow();
        assertThat(row).doesNotContain("my own words");
    }

    @Test
    void aShopsEndIsTheEndOfItsConversationsUnlessItHasComeBack() {
        Installed gone = active(null);
        hear("c1", "my secret", null, null);

        desk().doNow(gone, request(Kind.ERASE_SHOP, "early"));
        assertThat(everything()).contains("my secret");

        store.save(with(gone, Status.UNINSTALLED));
        desk().doNow(gone, request(Kind.ERASE_SHOP, "late"));
        assertThat(everything()).doesNotContain("my secret");
    }

    @Test
    void theSettingsOfAnAppAreSealed() {
        SqlAppStore apps = new SqlAppStore(database, box);
        apps.save("shops", Map.of("clientSecret", "in-the-clear"), NOW);
        apps.save("shops", Map.of("clientSecret", "in-the-clear-2"), NOW);

        assertThat(apps.find("shops")).contains(Map.of("clientSecret", "in-the-clear-2"));
        List<String> rows = database.read(session -> session.all("select settings from app", row -> row.getString(1)));
        assertThat(rows).singleElement().asString().doesNotContain("in-the-clear");
        apps.delete("shops");
        assertThat(apps.find("shops")).isEmpty();
    }

    @Test
    void whatAnAppRemembersIsSealedAndBelongsToIt() {
        AppMemory memory = new AppMemory(database, box, "shops", Clock.systemUTC());
        memory.put("ticket", "in-the-clear", Duration.ofHours(1));

        assertThat(memory.get("ticket")).contains("in-the-clear");
        assertThat(new AppMemory(database, box, "others", Clock.systemUTC()).get("ticket"))
                .isEmpty();
        List<String> rows =
                database.read(session -> session.all("select content from cached_value", row -> row.getString(1)));
        assertThat(rows).noneMatch(row -> row.contains("in-the-clear"));
        memory.put("ticket", "newer", Duration.ofHours(1));
        assertThat(memory.get("ticket")).contains("newer");
    }

    @Test
    void theAppRenewsWhereItAloneHoldsTheSecrets() {
        Installed active = active(new Credential("one", null, "refresh", null, "a,b"));
        Credential renewed = vault().renew(vault().current().orElseThrow());

        assertThat(renewed.token()).isEqualTo("by the app of " + STORE);
        assertThat(vault().current()).contains(renewed);
        assertThat(active.store()).isEqualTo(STORE);
    }

    @Test
    void whereTheAccountIsOnlyKnownAfterwardsItIsKeptThen() {
        Installed begun =
                new Installed("late", "accounts", "", "demo", Status.BEGUN, null, Map.of(), null, null, null, NOW, NOW);
        store.add(begun, null, null);
        store.save(new Installed(
                "late", "accounts", "account-1", "demo", Status.FAILED, null, Map.of(), null, null, null, NOW, NOW));

        assertThat(store.find("late")).get().extracting(Installed::shop).isEqualTo("account-1");
    }

    private PrivacyDesk desk() {
        Installations.AuditSink audit = (at, actor, action, subject) -> audited.add(action);
        return new PrivacyDesk(
                new SqlPrivacyStore(database, box), records, store, audit, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static PrivacyRequest request(Kind kind, String id) {
        return new PrivacyRequest(id, "https://shop.example", kind, "7", null, null, List.of());
    }

    private static Person person(@Nullable String customer, @Nullable String email) {
        return new Person("fern", "fern-store", customer, email, null, List.of());
    }

    private SqlCredentialVault vault() {
        return new SqlCredentialVault(
                database,
                box,
                STORE,
                (store, known) -> new Credential("by the app of " + store, null, null, null, known.scopes()),
                Clock.systemUTC());
    }

    private static Credential credential(String token, String refreshToken) {
        return new Credential(token, NOW, refreshToken, NOW, "read_orders");
    }

    private static Installed begun(String shop) {
        return new Installed(
                UUID.randomUUID().toString(),
                "shops",
                shop,
                null,
                Status.BEGUN,
                null,
                Map.of("certificate", "private"),
                null,
                null,
                null,
                NOW,
                NOW);
    }

    private static Installed with(Installed one, Status status) {
        return new Installed(
                one.id(), one.adapter(), one.shop(), "fern", status, null, one.settings(), STORE, CHAT, null, NOW, NOW);
    }

    private Installed active(@Nullable Credential credential) {
        Installed begun = begun("https://shop.example");
        store.add(begun, null, null);
        Installed active = with(begun, Status.ACTIVE);
        store.save(active);
        store.saveCredential(active.id(), credential, NOW);
        return active;
    }

    private String hear(String chat, String text, @Nullable String customer, @Nullable String of) {
        Stores stores = Stores.on(database);
        Sender sender = new Sender(chat, null, null, null, customer, of);
        InboundMessage message = new InboundMessage(
                new ConversationKey(CHAT, chat), chat + ":1", sender, NOW, List.of(new Content.Text(text)));
        stores.inbox().accept(CHAT, "fern", List.of(new ChannelEvent.MessageReceived(message)), null, NOW);
        return database.read(session ->
                        session.first("select id from conversation where chat_id = ?", row -> row.getString(1), chat))
                .orElseThrow();
    }

    private void prove(String conversation, String trust) {
        database.write(session -> session.update(
                "update conversation set memory = ? where id = ?",
                "{\"disclosed\":true,\"offered\":[],\"trust\":{\"proofs\":{" + trust + "},\"failedProofs\":0}}",
                conversation));
    }

    private String contentsOf(String conversation) {
        return database.read(session -> session.first(
                        "select contents from message where conversation_id = ?",
                        row -> row.getString(1),
                        conversation))
                .orElseThrow();
    }

    private String everything() {
        List<String> contents =
                database.read(session -> session.all("select contents from message", row -> row.getString(1)));
        return String.join("\n", contents);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> List<T> together(int many, Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(java.util.Collections.nCopies(many, work))) {
                results.add(one.get());
            }
            return results;
        }
    }
}
