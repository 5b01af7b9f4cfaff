package io.polyclerk.server.adapters;

import io.polyclerk.server.adapters.AdapterCatalog.Broken;
import io.polyclerk.server.setting.DataFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adapters of partners, installed while the server runs. A package is looked at first: whose it is and what it may do. It is installed by
 * somebody who has seen that. At every start it is verified anew, so that taking a signer out of the settings takes its adapters out. Thread-safe.
 */
public final class PartnerAdapters {

    private static final System.Logger LOGGER = System.getLogger(PartnerAdapters.class.getName());
    private static final String KEPT = "package.zip";

    private final AdapterLoader loader;
    private final AdapterCatalog catalog;
    private final DataFolder data;
    private final Set<String> trusted;
    private final Clock clock;

    /** @param trusted fingerprints of signers' certificates, SHA-256 in hexadecimal */
    public PartnerAdapters(
            AdapterLoader loader, AdapterCatalog catalog, DataFolder data, List<String> trusted, Clock clock) {
        this.loader = loader;
        this.catalog = catalog;
        this.data = data;
        this.trusted = new HashSet<>();
        trusted.forEach(one -> this.trusted.add(one.replace(":", "").strip().toLowerCase(Locale.ROOT)));
        this.clock = clock;
    }

    /**
     * What a package is and may do.
     *
     * @param sha256 of the package; name it to install exactly this one
     * @param egress hosts that it may call with the client that it is lent
     * @param reach what its code names beyond what it is lent
     */
    public record Permissions(
            String sha256,
            String signer,
            String signerName,
            Manifest manifest,
            List<String> egress,
            List<String> reach,
            boolean installed) {}

    /** At start: verifies and loads what is installed. One that cannot be used is reported and left out. */
    public void start() {
        for (Path folder : installed()) {
            String id = String.valueOf(folder.getFileName());
            try {
                SignedPackage.verified(folder.resolve(KEPT), trusted, clock.instant());
                load(id, folder);
            } catch (PackageRefusedException | RuntimeException | LinkageError reason) {
                LOGGER.log(System.Logger.Level.ERROR, "partner adapter {0} is left out: {1}", id, reason.getMessage());
                catalog.addBroken(new Broken(id, String.valueOf(reason.getMessage())));
            }
        }
    }

    /**
     * Looks at a package and keeps it until it is installed or another one is looked at.
     *
     * @param expected SHA-256 that a catalogue has told; null when none has
     * @throws PackageRefusedException when it is not signed by somebody who is trusted, or is no adapter
     */
    public synchronized Permissions look(InputStream body, @Nullable String expected)
            throws PackageRefusedException, IOException {
        Path waiting = data.folder("partners", "waiting");
        clear(waiting);
        Path file = waiting.resolve(KEPT);
        String sha256 = copied(body, file);
        if (expected != null && !expected.equalsIgnoreCase(sha256)) {
            clear(waiting);
            throw new PackageRefusedException("its hash is " + sha256 + " and not what the catalogue says");
        }
        try {
            return permissions(sha256, file, waiting);
        } catch (PackageRefusedException refused) {
            clear(waiting);
            throw refused;
        }
    }

    private Permissions permissions(String sha256, Path file, Path waiting)
            throws PackageRefusedException, IOException {
        SignedPackage signed = SignedPackage.verified(file, trusted, clock.instant());
        Path jars = waiting.resolve("jars");
        signed.unpack(jars);
        Manifest manifest = loader.manifest(jars);
        return new Permissions(
                sha256,
                signed.signer(),
                signed.signerName(),
                manifest,
                manifest.egress(),
                CodeReach.of(jars).stream()
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .toList(),
                catalog.find(manifest.id()).isPresent());
    }

    /**
     * Installs the package that was looked at.
     *
     * @param sha256 of what was looked at, so that nobody agrees to something else
     * @throws PackageRefusedException when another one is waiting, it cannot be loaded, or an adapter with its id is there
     */
    public synchronized LoadedAdapter install(String sha256) throws PackageRefusedException, IOException {
        Path waiting = data.folder("partners", "waiting");
        Path file = waiting.resolve(KEPT);
        if (!Files.isRegularFile(file) || !sha256.equals(hash(file))) {
            throw new PackageRefusedException("look at the package first; another one, or none, is waiting");
        }
        Manifest manifest = permissions(sha256, file, waiting).manifest();
        if (catalog.find(manifest.id()).isPresent()) {
            throw new PackageRefusedException("there is an adapter " + manifest.id() + "; remove it first");
        }
        Path home = home().resolve(manifest.id());
        clear(home);
        Files.move(file, home.resolve(KEPT), StandardCopyOption.ATOMIC_MOVE);
        clear(waiting);
        try {
            return load(manifest.id(), home);
        } catch (RuntimeException | LinkageError broken) {
            delete(home);
            throw new PackageRefusedException("it cannot be loaded: " + broken.getMessage());
        }
    }

    private LoadedAdapter load(String id, Path home) {
        Path jars = home.resolve("jars").resolve(id);
        try {
            clear(jars);
            SignedPackage.verified(home.resolve(KEPT), trusted, clock.instant()).unpack(jars);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (PackageRefusedException refused) {
            throw new BrokenAdapterException(String.valueOf(refused.getMessage()));
        }
        LoadedAdapter loaded = loader.loadFolder(jars, id);
        if (!catalog.add(id, loaded)) {
            loaded.unload();
            throw new BrokenAdapterException("an adapter with this id is loaded already");
        }
        return loaded;
    }

    /** Takes an adapter out; its connections have to be closed before. @return whether there was one of a partner */
    public synchronized boolean remove(String id) throws IOException {
        Path home = home().resolve(id);
        if (!id.matches("[a-z][a-z0-9-]{0,63}") || !Files.isDirectory(home)) {
            return false;
        }
        catalog.remove(id).ifPresent(LoadedAdapter::unload);
        delete(home);
        return true;
    }

    /** Ids of what is installed. */
    public List<String> ids() {
        return installed().stream()
                .map(folder -> String.valueOf(folder.getFileName()))
                .toList();
    }

    private List<Path> installed() {
        try (Stream<Path> folders = Files.list(home())) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path home() {
        return data.folder("partners", "installed");
    }

    private static String copied(InputStream body, Path file) throws IOException {
        MessageDigest digest = sha256();
        Files.copy(new DigestInputStream(body, digest), file, StandardCopyOption.REPLACE_EXISTING);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String hash(Path file) throws IOException {
        return HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static void clear(Path folder) throws IOException {
        delete(folder);
        Files.createDirectories(folder);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The adapter that is loaded under this id, when it is a partner's. */
    public Optional<LoadedAdapter> find(String id) {
        return ids().contains(id) ? catalog.find(id) : Optional.empty();
    }
}
