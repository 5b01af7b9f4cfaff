package io.polyclerk.server.adapters;

import io.polyclerk.spi.AdapterProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Loads every adapter folder. One that is broken is reported and does not keep the others from working. */
public final class AdapterLoader {

    private static final System.Logger LOGGER = System.getLogger(AdapterLoader.class.getName());
    private static final String MANIFEST = "META-INF/adapter.json";

    private final ManifestReader manifests;
    private final ClassLoader server;

    /** @param server class loader that knows the SPI and what else is lent */
    public AdapterLoader(ManifestReader manifests, ClassLoader server) {
        this.manifests = manifests;
        this.server = server;
    }

    /** @param roots folders of adapter folders; of two adapters with one id the first is taken */
    public AdapterCatalog load(List<Path> roots) {
        Map<String, LoadedAdapter> adapters = new TreeMap<>();
        List<AdapterCatalog.Broken> broken = new ArrayList<>();
        for (Path folder : foldersIn(roots)) {
            String name = String.valueOf(folder.getFileName());
            try {
                if (adapters.containsKey(name)) {
                    throw new BrokenAdapterException("an adapter with this id is loaded already");
                }
                adapters.put(name, loadFolder(folder, name));
            } catch (BrokenAdapterException | LinkageError | UncheckedIOException reason) {
                LOGGER.log(System.Logger.Level.ERROR, "adapter {0} is left out: {1}", folder, reason.getMessage());
                broken.add(new AdapterCatalog.Broken(name, String.valueOf(reason.getMessage())));
            }
        }
        return new AdapterCatalog(adapters, broken);
    }

    private static List<Path> foldersIn(List<Path> roots) {
        List<Path> folders = new ArrayList<>();
        for (Path root : roots) {
            if (!Files.isDirectory(root)) {
                continue;
            }
            try (Stream<Path> entries = Files.list(root)) {
                entries.filter(Files::isDirectory).sorted().forEach(folders::add);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return folders;
    }

    /** @throws BrokenAdapterException when it cannot be used */
    LoadedAdapter loadFolder(Path folder, String name) {
        AdapterClassLoader classes = AdapterClassLoader.of(folder, server);
        try {
            Manifest manifest = manifests.read(manifestOf(classes));
            requireSame("the manifest's id", manifest.id(), name);
            SpiVersion wanted = SpiVersion.of(manifest.spi());
            if (!SpiVersion.CURRENT.serves(wanted)) {
                throw new BrokenAdapterException(
                        "it wants SPI " + wanted + " and this server has " + SpiVersion.CURRENT);
            }
            AdapterProvider provider = providerOf(classes);
            requireSame("the provider's id", provider.id(), name);
            return new LoadedAdapter(manifest, provider, classes);
        } catch (RuntimeException | LinkageError unusable) {
            close(classes);
            throw unusable;
        }
    }

    /** Reads what an adapter says about itself, without running any of its code. */
    Manifest manifest(Path folder) throws PackageRefusedException {
        AdapterClassLoader classes = AdapterClassLoader.of(folder, server);
        try {
            return manifests.read(manifestOf(classes));
        } catch (BrokenAdapterException noAdapter) {
            throw new PackageRefusedException(String.valueOf(noAdapter.getMessage()));
        } finally {
            close(classes);
        }
    }

    private static byte[] manifestOf(AdapterClassLoader classes) {
        // Only the folder's own jars count, so the parent is not asked.
        URL manifest = classes.findResource(MANIFEST);
        if (manifest == null) {
            throw new BrokenAdapterException("no jar of it holds " + MANIFEST);
        }
        try (InputStream stream = manifest.openStream()) {
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static AdapterProvider providerOf(AdapterClassLoader classes) {
        List<AdapterProvider> providers = new ArrayList<>();
        try {
            AtHome.call(classes, () -> ServiceLoader.load(AdapterProvider.class, classes))
                    .forEach(providers::add);
        } catch (java.util.ServiceConfigurationError unusable) {
            throw new BrokenAdapterException(String.valueOf(unusable.getMessage()));
        }
        if (providers.size() != 1) {
            throw new BrokenAdapterException("it registers " + providers.size() + " providers instead of one");
        }
        return providers.get(0);
    }

    private static void requireSame(String what, String found, String folder) {
        if (!found.equals(folder)) {
            throw new BrokenAdapterException(what + " is '" + found + "' and its folder is '" + folder + "'");
        }
    }

    private static void close(AdapterClassLoader classes) {
        try {
            classes.close();
        } catch (IOException ignored) {
            LOGGER.log(System.Logger.Level.DEBUG, "a class loader could not be closed", ignored);
        }
    }
}
