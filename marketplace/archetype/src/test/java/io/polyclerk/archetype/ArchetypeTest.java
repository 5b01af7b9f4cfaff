package io.polyclerk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archetypes are the starters, and what they make compiles and stands the kit. */
class ArchetypeTest {

    private static final boolean UPDATE = Boolean.getBoolean("archetype.update");
    private static final Map<String, String> PARTNER = Map.of(
            "${package}", "com.example.pigeon",
            "${name}", "Pigeon",
            "${id}", "pigeon",
            "${groupId}", "com.example",
            "${artifactId}", "pigeon-adapter",
            "${version}", "1.0.0",
            "${polyclerkVersion}", "0.1.0-SNAPSHOT");

    @TempDir
    private Path project;

    static Stream<Starter> starters() {
        return Stream.of(Starter.CHANNEL, Starter.STORE);
    }

    /** Written anew with {@code -Darchetype.update=true}. */
    @ParameterizedTest
    @MethodSource("starters")
    void theArchetypeIsTheStarter(Starter starter) throws IOException {
        Map<String, String> wanted = starter.files();
        if (UPDATE) {
            for (Map.Entry<String, String> file : wanted.entrySet()) {
                Path place = starter.resources().resolve(file.getKey());
                Files.createDirectories(place.getParent());
                Files.writeString(place, file.getValue());
            }
        }
        for (Map.Entry<String, String> file : wanted.entrySet()) {
            assertThat(starter.resources().resolve(file.getKey()))
                    .as("write it with -Darchetype.update=true")
                    .hasContent(file.getValue());
        }
        try (Stream<Path> found = Files.walk(starter.resources())) {
            assertThat(found.filter(Files::isRegularFile)
                            .map(file -> starter.resources().relativize(file).toString()))
                    .as("nothing that the starter does not have any more")
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(wanted.keySet().stream(), Stream.of("pom.xml"))
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("starters")
    void aProjectThatIsMadeOfItCompilesAndStandsTheKit(Starter starter) throws Exception {
        make(starter);
        compile("src/main/java", "target/classes");
        copy("src/main/resources", "target/classes");
        compile("src/test/java", "target/test-classes");
        Process kit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        KitRun.class.getName(),
                        "com.example.pigeon.PigeonTckTest")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String told = new String(kit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kit.waitFor()).as(told).isZero();
        assertThat(project.resolve("target/tck/report.json")).exists();
    }

    /** Every property that is used is one that the archetype asks for, or that Maven always has. */
    private void make(Starter starter) throws IOException {
        try (Stream<Path> files = Files.walk(starter.resources())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String place = starter.resources().relativize(file).toString().replace('\\', '/');
                String packaged = place.replaceFirst("^(src/(main|test)/java)/", "$1/com/example/pigeon/");
                Path target = project.resolve(packaged.replace("__name__", "Pigeon"));
                String text = Files.readString(file);
                for (Map.Entry<String, String> property : PARTNER.entrySet()) {
                    text = text.replace(property.getKey(), property.getValue());
                }
                assertThat(text).as(place).doesNotContain("${");
                Files.createDirectories(target.getParent());
                Files.writeString(target, text);
            }
        }
    }

    private void compile(String from, String to) throws IOException {
        Path target = Files.createDirectories(project.resolve(to));
        List<String> arguments =
                new ArrayList<>(List.of("--release", "21", "-proc:none", "-cp", classPath(), "-d", target.toString()));
        try (Stream<Path> sources = Files.walk(project.resolve(from))) {
            sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> arguments.add(file.toString()));
        }
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        int failed = ToolProvider.getSystemJavaCompiler().run(null, told, told, arguments.toArray(String[]::new));
        assertThat(failed).as(told.toString(StandardCharsets.UTF_8)).isZero();
    }

    private void copy(String from, String to) throws IOException {
        Path source = project.resolve(from);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = project.resolve(to).resolve(source.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private String classPath() {
        return project.resolve("target/classes") + ":" + project.resolve("target/test-classes") + ":"
                + System.getProperty("java.class.path");
    }
}
