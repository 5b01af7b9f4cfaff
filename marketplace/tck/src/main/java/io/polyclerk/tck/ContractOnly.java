package io.polyclerk.tck;

import io.polyclerk.spi.AdapterProvider;
import java.util.List;

/** The parent that the server gives to an adapter's class loader: the JDK, the contract, and the few interfaces that it lends. */
final class ContractOnly extends ClassLoader {

    private static final List<String> LENT = List.of(
            "io.polyclerk.spi.",
            "jakarta.json.",
            "jakarta.ws.rs.",
            "org.eclipse.microprofile.rest.client.",
            "org.jspecify.annotations.");

    ContractOnly() {
        super(ClassLoader.getPlatformClassLoader());
    }

    /** Whether an entry of the class path is the contract itself, which an adapter never brings. */
    static boolean isContract(String path) {
        String own = AdapterProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return own.contains(path);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (LENT.stream().anyMatch(name::startsWith)) {
            return AdapterProvider.class.getClassLoader().loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
