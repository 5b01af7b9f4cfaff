package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.AdapterProvider;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The server finds the adapter, behind a class loader of its own that shows it nothing but the contract. */
@Group("D")
interface DiscoveryTests extends Subject {

    @Test
    default void oneProviderIsFoundThroughAClassLoaderOfItsOwn() throws Exception {
        URL[] jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !ContractOnly.isContract(path))
                .map(path -> address(Path.of(path)))
                .toArray(URL[]::new);
        try (URLClassLoader isolated = new URLClassLoader(jars, new ContractOnly())) {
            List<AdapterProvider> found = ServiceLoader.load(AdapterProvider.class, isolated).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            assertThat(found).singleElement().extracting(AdapterProvider::id).isEqualTo(adapterId());
            assertThat(found.get(0).getClass().getClassLoader()).isSameAs(isolated);
        }
    }

    private static URL address(Path path) {
        try {
            return path.toUri().toURL();
        } catch (java.net.MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    @Test
    default void theProviderIsPublicAndFinal() {
        int modifiers = Bench.provider().getClass().getModifiers();
        assertThat(Modifier.isPublic(modifiers)).isTrue();
        assertThat(Modifier.isFinal(modifiers)).isTrue();
    }

    @Test
    default void theAdapterBringsNoCopyOfTheContract() throws IOException {
        URI own = URI.create(Bench.provider()
                .getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
        Path place = Path.of(own);
        if (Files.isDirectory(place)) {
            assertThat(place.resolve("io/polyclerk/spi")).doesNotExist();
            return;
        }
        try (java.util.jar.JarFile jar = new java.util.jar.JarFile(place.toFile())) {
            assertThat(jar.stream().map(java.util.jar.JarEntry::getName))
                    .noneMatch(name -> name.startsWith("io/polyclerk/spi/"));
        }
    }
}
