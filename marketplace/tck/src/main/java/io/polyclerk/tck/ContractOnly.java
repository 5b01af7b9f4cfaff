package io.polyclerk.tck;

import io.polyclerk.spi.AdapterProvider;

/** The parent that the server gives to an adapter's class loader: the JDK and the contract. */
final class ContractOnly extends ClassLoader {

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
        if (name.startsWith("io.polyclerk.spi.") || name.startsWith("org.jspecify.annotations.")) {
            return AdapterProvider.class.getClassLoader().loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
