package io.polyclerk.tck;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Writes {@code target/tck/report.json}: which adapter, in which version, was tested with which result, by groups. The marketplace runs
 * the kit again on what is uploaded and compares the hash of the code.
 */
public final class TckReport implements InvocationInterceptor, AfterAllCallback {

    private static final Path FILE = Path.of("target", "tck", "report.json");

    private final Map<String, GroupResult> groups = new TreeMap<>();

    /**
     * What the kit found.
     *
     * @param code SHA-256 over the adapter's own classes, in hexadecimal
     */
    public record Report(
            String adapter, String version, String spi, String code, boolean passed, Map<String, GroupResult> groups) {}

    /** @param failures names of the tests that failed */
    public record GroupResult(int passed, List<String> failures) {

        GroupResult and(String test, boolean isPassed) {
            List<String> all = new ArrayList<>(failures);
            if (!isPassed) {
                all.add(test);
            }
            return new GroupResult(isPassed ? passed + 1 : passed, List.copyOf(all));
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        record(invocation, context, method.getExecutable().getName());
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        record(invocation, context, context.getDisplayName());
    }

    private void record(Invocation<Void> invocation, ExtensionContext context, String name) throws Throwable {
        boolean isPassed = false;
        try {
            invocation.proceed();
            isPassed = true;
        } finally {
            String group = groupOf(context);
            groups.put(
                    group,
                    groups.getOrDefault(group, new GroupResult(0, List.of())).and(name, isPassed));
        }
    }

    private static String groupOf(ExtensionContext context) {
        for (ExtensionContext at = context; at != null; at = at.getParent().orElse(null)) {
            Group group = at.getTestMethod()
                    .map(Method::getDeclaringClass)
                    .map(declaring -> declaring.getAnnotation(Group.class))
                    .orElse(null);
            if (group != null) {
                return group.value();
            }
        }
        return "own";
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (PlantedFault.current() != null) {
            return;
        }
        Manifest manifest = Manifest.onClassPath();
        Report report = new Report(
                manifest.text("id"),
                manifest.text("version"),
                manifest.text("spi"),
                codeHash(),
                groups.values().stream().allMatch(result -> result.failures().isEmpty()),
                groups);
        try {
            Files.createDirectories(FILE.resolveSibling(""));
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(FILE.toFile(), report);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String codeHash() {
        try {
            Path place = Path.of(Bench.provider()
                    .getClass()
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    digest.update(place.relativize(file).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException | java.net.URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
