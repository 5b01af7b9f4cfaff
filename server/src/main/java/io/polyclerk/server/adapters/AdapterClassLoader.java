package io.polyclerk.server.adapters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Loads the classes of one adapter folder; other adapters and the server are out of its sight. */
final class AdapterClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private AdapterClassLoader(String id, URL[] jars, ClassLoader lent) {
        super("adapter-" + id, jars, lent);
    }

    /** @param server class loader that knows the SPI and what else is lent */
    static AdapterClassLoader of(Path folder, ClassLoader server) {
        try (Stream<Path> files = Files.list(folder)) {
            List<URL> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(AdapterClassLoader::address)
                    .toList();
            return new AdapterClassLoader(
                    String.valueOf(folder.getFileName()), jars.toArray(URL[]::new), new LentClasses(server));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static URL address(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
