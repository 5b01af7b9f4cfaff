package io.polyclerk.server.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.polyclerk.server.adapters.PartnerAdapters.Permissions;
import io.polyclerk.server.adapters.PartnerPackages.Partner;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.CredentialVault;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adapters of partners come and go while the server runs, and only from those who are trusted. */
class PartnerAdaptersTest {

    private static final String RAN = "polyclerk.test.partner.ran";

    @TempDir
    private static Path workshop;

    private static PartnerPackages packages;
    private static Partner friend;
    private static Partner stranger;

    @TempDir
    private Path folder;

    private DataFolder data;
    private AdapterCatalog catalog;
    private PartnerAdapters partners;

    @BeforeAll
    static void sign() throws Exception {
        packages = new PartnerPackages(workshop);
        friend = packages.partner("friend");
        stranger = packages.partner("stranger");
    }

    @BeforeEach
    void begin() throws Exception {
        System.clearProperty(RAN);
        data = DataFolder.open(folder.resolve("data"));
        start(List.of(friend.fingerprint()));
    }

    private void start(List<String> trusted) {
        catalog = new AdapterCatalog(Map.of(), List.of());
        partners = new PartnerAdapters(
                new AdapterLoader(new ManifestReader(), getClass().getClassLoader()),
                catalog,
                data,
                trusted,
                Clock.systemUTC());
        partners.start();
    }

    @AfterEach
    void end() {
        System.clearProperty(RAN);
        data.close();
    }

    @Test
    void whatAPackageMayDoIsShownBeforeAnythingOfItRuns() throws Exception {
        Permissions shown = look(good(), null);
        assertThat(shown.manifest().id()).isEqualTo("partner");
        assertThat(shown.egress()).containsExactly("api.partner.example");
        assertThat(shown.signer()).isEqualTo(friend.fingerprint());
        assertThat(shown.signerName()).isEqualTo("CN=friend");
        assertThat(shown.reach()).isEmpty();
        assertThat(System.getProperty(RAN)).isNull();
        assertThat(catalog.adapters()).isEmpty();
    }

    @Test
    void codeThatStartsProgramsIsNamed() throws Exception {
        byte[] jar = packages.jar(
                "if (System.nanoTime() < 0) { try { new ProcessBuilder(\"true\").start(); } catch (java.io.IOException e) { } }");
        assertThat(look(packages.signed(PartnerPackages.zip(Map.of("partner.jar", jar)), friend), null)
                        .reach())
                .containsExactly("processes");
    }

    @Test
    void itWorksAtOnceAndAfterARestart() throws Exception {
        install();
        assertThat(catalog.find("partner")).isPresent();
        start(List.of(friend.fingerprint()));
        assertThat(catalog.find("partner")).isPresent();
        assertThat(partners.ids()).containsExactly("partner");
    }

    @Test
    void whoIsNotTrustedAnyMoreIsLeftOutAtTheNextStart() throws Exception {
        install();
        start(List.of(stranger.fingerprint()));
        assertThat(catalog.find("partner")).isEmpty();
        assertThat(catalog.broken())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("does not trust"));
    }

    @Test
    void itGoesWhileTheServerRuns() throws Exception {
        install();
        assertThat(partners.remove("partner")).isTrue();
        assertThat(catalog.find("partner")).isEmpty();
        assertThat(partners.ids()).isEmpty();
        assertThat(partners.remove("partner")).isFalse();
        assertThat(partners.remove("../data")).isFalse();
        install();
        assertThat(catalog.find("partner")).isPresent();
    }

    @Test
    void aStrangersPackageIsRefused() throws Exception {
        byte[] theirs = packages.signed(unsigned(), stranger);
        assertThatThrownBy(() -> look(theirs, null))
                .isInstanceOf(PackageRefusedException.class)
                .hasMessageContaining("does not trust");
    }

    @Test
    void anUnsignedPackageIsRefused() {
        assertThatThrownBy(() -> look(unsigned(), null)).isInstanceOf(PackageRefusedException.class);
    }

    @Test
    void aPackageThatWasChangedAfterwardsIsRefused() throws Exception {
        Map<String, byte[]> entries = PartnerPackages.entries(good(), folder);
        entries.put("partner.jar", packages.jar("System.exit(1);"));
        assertThatThrownBy(() -> look(PartnerPackages.zip(entries), null)).isInstanceOf(PackageRefusedException.class);
    }

    @Test
    void aJarThatWasAddedAfterwardsIsRefused() throws Exception {
        Map<String, byte[]> entries = PartnerPackages.entries(good(), folder);
        entries.put("more.jar", packages.jar(""));
        assertThatThrownBy(() -> look(PartnerPackages.zip(entries), null))
                .isInstanceOf(PackageRefusedException.class)
                .hasMessageContaining("more.jar");
    }

    @Test
    void aSignedPackageWithAPathOrSomethingElseThanJarsIsRefused() throws Exception {
        for (String name : List.of("../outside.jar", "folder/inside.jar", "script.sh", "a\\b.jar")) {
            byte[] bad = packages.signed(PartnerPackages.zip(Map.of(name, packages.jar(""))), friend);
            assertThatThrownBy(() -> look(bad, null)).as(name).isInstanceOf(PackageRefusedException.class);
        }
        assertThat(Files.exists(folder.resolve("data/partners/outside.jar"))).isFalse();
    }

    @Test
    void whatIsNoZipIsRefused() {
        assertThatThrownBy(() -> look(new byte[] {1, 2, 3}, null)).isInstanceOf(PackageRefusedException.class);
        assertThatThrownBy(() -> look(new byte[0], null)).isInstanceOf(PackageRefusedException.class);
    }

    @Test
    void whatTheCatalogueDoesNotNameIsRefused() throws Exception {
        byte[] good = good();
        assertThatThrownBy(() -> look(good, "00ff")).isInstanceOf(PackageRefusedException.class);
        String hash = look(good, null).sha256();
        assertThat(look(good, hash).sha256()).isEqualTo(hash);
    }

    @Test
    void nobodyAgreesToSomethingElseThanTheyHaveSeen() throws Exception {
        String seen = look(good(), null).sha256();
        look(packages.signed(PartnerPackages.zip(Map.of("other.jar", packages.jar("int i = 0;"))), friend), null);
        assertThatThrownBy(() -> partners.install(seen)).isInstanceOf(PackageRefusedException.class);
        assertThat(catalog.adapters()).isEmpty();
    }

    @Test
    void aBrokenOneIsRefusedAndLeavesNothing() throws Exception {
        byte[] jar = packages.jar("throw new IllegalStateException(\"broken\");");
        String seen = look(packages.signed(PartnerPackages.zip(Map.of("partner.jar", jar)), friend), null)
                .sha256();
        assertThatThrownBy(() -> partners.install(seen)).isInstanceOf(PackageRefusedException.class);
        assertThat(catalog.adapters()).isEmpty();
        assertThat(partners.ids()).isEmpty();
    }

    @Test
    void aMissingClassIsAFailureOfThatAdapterAlone() throws Exception {
        ChannelAdapter adapter = open("http://localhost/");
        assertThatThrownBy(() ->
                        adapter.receive(new WebhookRequest("POST", Map.of(), Map.of(), new byte[0], Instant.EPOCH)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the adapter is broken");
    }

    @Test
    void hostsThatWereNotDeclaredAreNotCalledWithTheClientThatIsLent() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> calls.incrementAndGet());
        other.start();
        try {
            ChannelAdapter adapter =
                    open("http://localhost:" + other.getAddress().getPort() + "/");
            assertThatThrownBy(adapter::check)
                    .isInstanceOf(AdapterException.Unavailable.class)
                    .hasMessageContaining("does not name the host");
            assertThat(calls).hasValue(0);
        } finally {
            other.stop(0);
        }
    }

    private ChannelAdapter open(String address) throws Exception {
        LoadedAdapter loaded = install();
        Lender lender = new Lender(
                Executors.newVirtualThreadPerTaskExecutor(),
                Clock.systemUTC(),
                id -> new io.polyclerk.spi.KeyValueStore() {
                    @Override
                    public java.util.Optional<String> get(String key) {
                        return java.util.Optional.empty();
                    }

                    @Override
                    public void put(String key, String value, Duration timeToLive) {}
                },
                id -> CredentialVault.NONE,
                data);
        ConnectionId id = new ConnectionId("one");
        Map<String, String> settings = Map.of("text", address);
        return (ChannelAdapter)
                loaded.open(new Connection(id, settings), lender.contextFor(id, loaded.manifest(), settings));
    }

    private LoadedAdapter install() throws Exception {
        return partners.install(look(good(), null).sha256());
    }

    private byte[] unsigned() throws Exception {
        return PartnerPackages.zip(Map.of("partner.jar", packages.jar("")));
    }

    private byte[] good() throws Exception {
        return packages.signed(unsigned(), friend);
    }

    private Permissions look(byte[] zip, @Nullable String expected) throws Exception {
        return partners.look(new ByteArrayInputStream(zip), expected);
    }
}
