package io.polyclerk.server.adapters;

import java.util.List;

/**
 * The parent of every adapter's class loader: shows the JDK, the SPI and the few interfaces that the server lends, and nothing else of
 * the server, so that an adapter can bring its own version of any library.
 */
final class LentClasses extends ClassLoader {

    private static final List<String> LENT = List.of(
            "io.polyclerk.spi.",
            "jakarta.json.",
            "jakarta.ws.rs.",
            "org.eclipse.microprofile.rest.client.",
            "org.jspecify.annotations.");

    private final ClassLoader server;

    LentClasses(ClassLoader server) {
        // The platform loader shows the JDK only, not what is on the class path of the server.
        super("lent-classes", ClassLoader.getPlatformClassLoader());
        this.server = server;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (LENT.stream().anyMatch(name::startsWith)) {
            return server.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
