package io.polyclerk.server.persistence.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.server.install.InstallationStore;
import io.polyclerk.server.install.Installed;
import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.accounts.SqlPlatformSessions;
import io.polyclerk.server.persistence.archive.SqlPersonalRecords;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Credential;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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

/** What shops that connect themselves can rely on, on every database. */
abstract class InstallationsContract implements PlatformSessionContract, PrivacyContract {

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
                    "platform_session",
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

    @Override
    public Installed shop() {
        return active(null);
    }

    @Override
    public void is(Installed shop, Status status) {
        store.save(with(shop, status));
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public SecretBox box() {
        return box;
    }

    @Override
    public InstallationStore store() {
        return store;
    }

    @Override
    public SqlPersonalRecords records() {
        return records;
    }

    @Override
    public List<String> erasedFiles() {
        return erasedFiles;
    }

    @Override
    public List<String> audited() {
        return audited;
    }

    @Override
    public SqlPlatformSessions sessions() {
        return new SqlPlatformSessions(database);
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
