package io.polyclerk.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The contract with partners, written down. Tools that compare binaries do not notice a new subtype of a sealed type, and a switch that
 * was compiled before meets it unprepared. A change of the golden file needs an ADR; {@code -Dspi.update=true} rewrites it.
 */
class SurfaceTest {

    private static final Path GOLDEN = Path.of("src/test/resources/spi-surface.txt");

    @Test
    void theSurfaceIsAsItWasAgreed() throws IOException, URISyntaxException {
        String surface = surface();
        if (Boolean.getBoolean("spi.update")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, surface);
        }
        assertThat(surface).isEqualTo(Files.readString(GOLDEN));
    }

    private static String surface() throws IOException, URISyntaxException {
        Path root = Path.of(Adapter.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file)
                        .toString()
                        .replace(".class", "")
                        .replace('/', '.')
                        .replace('\\', '.');
                if (!name.endsWith("package-info")) {
                    types.add(load(name));
                }
            }
        }
        return types.stream()
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .sorted(Comparator.comparing(Class::getName))
                .map(SurfaceTest::describe)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Adapter.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String describe(Class<?> type) {
        List<String> lines = new ArrayList<>();
        lines.add(kind(type) + " " + type.getName());
        if (type.isSealed()) {
            lines.add("  permits "
                    + Arrays.stream(type.getPermittedSubclasses())
                            .map(Class::getSimpleName)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        if (type.isEnum()) {
            lines.add("  constants "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ")));
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                lines.add("  " + component.getGenericType().getTypeName() + " " + component.getName());
            }
        } else if (!type.isEnum()) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                    .map(SurfaceTest::describe)
                    .sorted()
                    .forEach(lines::add);
        }
        return String.join("\n", lines);
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "annotation";
        }
        if (type.isRecord()) {
            return "record";
        }
        if (type.isEnum()) {
            return "enum";
        }
        return type.isInterface() ? "interface" : "class";
    }

    private static String describe(Method method) {
        return "  " + method.getGenericReturnType().getTypeName() + " " + method.getName()
                + Arrays.stream(method.getGenericParameterTypes())
                        .map(java.lang.reflect.Type::getTypeName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
