package io.polyclerk.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.polyclerk.server.persistence.Session;
import io.polyclerk.spi.AdapterProvider;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house, over all modules. */
class ArchitectureTest {

    private static final Path PROJECT = Path.of("..");
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPaths(compiled());

    private static List<Path> compiled() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(PROJECT, Set.of(), 4, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    if (folder.equals(PROJECT.resolve("server/load"))) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    if (!folder.endsWith("target")) {
                        return FileVisitResult.CONTINUE;
                    }
                    if (Files.isDirectory(folder.resolve("classes"))) {
                        found.add(folder.resolve("classes"));
                    }
                    // Reports of running tests come and go in there.
                    return FileVisitResult.SKIP_SUBTREE;
                }
            });
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        return found;
    }

    @Test
    void theContractDependsOnTheJdkAlone() {
        noClasses()
                .that()
                .resideInAPackage("io.polyclerk.spi..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.not(
                        resideInAnyPackage("java..", "org.jspecify..", "io.polyclerk.spi..")))
                .because("partners compile against it; put what you need into the module that uses it")
                .check(HOUSE);
    }

    @Test
    void theBotKnowsNeitherServerNorNetworkNorDatabase() {
        noClasses()
                .that()
                .resideInAPackage("io.polyclerk.core..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "jakarta..",
                        "org.eclipse.microprofile..",
                        "java.net.http..",
                        "java.sql..",
                        "com.fasterxml..",
                        "io.polyclerk.ai..",
                        "io.polyclerk.server..",
                        "io.polyclerk.adapter.."))
                .because("it is plain Java on the contract; make a port in core and implement it outside")
                .check(HOUSE);
    }

    @Test
    void anAdapterKnowsTheContractAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("io.polyclerk.adapter..", "io.polyclerk.support..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.polyclerk.core..", "io.polyclerk.ai..", "io.polyclerk.server.."))
                .because("ours are loaded as a partner's are; what an adapter needs belongs into the contract")
                .check(HOUSE);
        slices().matching("io.polyclerk.adapter.(*)..")
                .should()
                .notDependOnEachOther()
                .because("each adapter is shipped alone")
                .check(HOUSE);
    }

    @Test
    void nothingCompilesAgainstAnAdapter() {
        noClasses()
                .that(com.tngtech.archunit.base.DescribedPredicate.not(
                        resideInAnyPackage("io.polyclerk.adapter..", "io.polyclerk.support..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.polyclerk.adapter..", "io.polyclerk.support.."))
                .because("adapters are found at run time; use the contract")
                .check(HOUSE);
    }

    @Test
    void onlyTheProviderOfAnAdapterIsPublic() {
        classes()
                .that()
                .implement(AdapterProvider.class)
                .and()
                .areNotInterfaces()
                .should()
                .bePublic()
                .andShould()
                .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
                .because("the service loader needs it and nobody extends it")
                .check(HOUSE);
        classes()
                .that()
                .resideInAPackage("io.polyclerk.adapter..")
                .and()
                .areTopLevelClasses()
                .and()
                .doNotImplement(AdapterProvider.class)
                .and()
                .doNotHaveSimpleName("package-info")
                .and()
                // A REST client's proxy is made by a class loader of the server's.
                .areNotAnnotatedWith(jakarta.ws.rs.Path.class)
                .should()
                .notBePublic()
                .because("nothing outside may use it")
                .check(HOUSE);
    }

    @Test
    void packagesHaveNoCycles() {
        for (String module : List.of("spi", "core", "ai", "server")) {
            slices().matching("io.polyclerk." + module + ".(**)")
                    .should()
                    .beFreeOfCycles()
                    .because("a reader must be able to begin somewhere")
                    .allowEmptyShould(true)
                    .check(HOUSE);
        }
    }

    @Test
    void theBotHoldsNoMutableFieldsButItsWorkers() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(
                        "io.polyclerk.core.skill..", "io.polyclerk.core.reply..", "io.polyclerk.core.identity..")
                .should()
                .beFinal()
                .because("skills are shared by all conversations; state belongs into the memory of a conversation")
                .check(HOUSE);
    }

    @Test
    void rowsDoNotLeaveTheDatabasePackage() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("io.polyclerk.server.persistence..")
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.polyclerk..")
                .should()
                .notHaveRawReturnType(resideInAPackage("java.sql.."))
                .because("SQL stays in one place")
                .check(HOUSE);
    }

    @Test
    void onlyTheDatabasePackagesSpeakSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.polyclerk.server.persistence..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Session.class)
                .because("a unit of work and its rows belong into the package of what they store")
                .check(HOUSE);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .that()
                .resideInAPackage("io.polyclerk..")
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("such names say nothing")
                .check(HOUSE);
    }

    @Test
    void nothingPrintsOrUsesOldDates() {
        noClasses()
                .that()
                .resideInAnyPackage("io.polyclerk.core..", "io.polyclerk.adapter..", "io.polyclerk.server..")
                .and()
                .resideOutsideOfPackage("io.polyclerk.server.launch..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .orShould()
                .callConstructor(java.util.Date.class)
                .because("use System.Logger and Instant")
                .check(HOUSE);
    }

    @Test
    void noPlatformIsNamedInTheBotOrTheServer() throws IOException {
        Pattern platform = Pattern.compile("(?i)\"[^\"]*(telegram|whatsapp|wechat|shopify|woocommerce)[^\"]*\"");
        List<String> found = new ArrayList<>();
        for (Path source : sources("plugin-core/core/src/main", "server/src/main")) {
            for (String line : Files.readAllLines(source)) {
                if (platform.matcher(line).find()) {
                    found.add(source.getFileName() + ": " + line.strip());
                }
            }
        }
        assertThat(found).as("what a platform can do is data in its manifest").isEmpty();
    }

    @Test
    void filesAreShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source :
                sources("plugin-core/core/src/main", "adapters", "server/src/main", "plugin-core/ai/src/main")) {
            if (!source.toString().contains("src/main")) {
                continue;
            }
            int lines = Files.readAllLines(source).size();
            if (lines > 450) {
                tooLong.add(source.getFileName() + ": " + lines);
            }
        }
        assertThat(tooLong).as("split by responsibility").isEmpty();
    }

    @Test
    void foldersAreSmall() throws IOException {
        Map<Path, Long> counts =
                sources("server/src/main").stream().collect(groupingBy(source -> source.getParent(), counting()));
        counts.values().removeIf(count -> count <= 30);
        assertThat(counts)
                .as("part by subject, so that folder names lead the way")
                .isEmpty();
    }

    private static List<Path> sources(String... folders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
