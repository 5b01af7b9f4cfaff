package io.polyclerk.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestCheckTest {

    private static final Path OURS = Path.of("../../manifests");

    private static final String CHOICE = """
            {"name": "side", "type": "enum", "required": false, "default": "left", "values": ["left", "right"],
             "valueNames": {"left": {"en": "Left"}, "right": {"en": "Right"}}, "label": {"en": "Side"}},
            """;

    private final ManifestCheck check = new ManifestCheck();

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void copyOneOfOurs() throws IOException {
        folder = Files.createDirectories(root.resolve("telegram"));
        try (Stream<Path> files = Files.list(OURS.resolve("telegram"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void ourOwnManifestsAreInOrder() {
        assertThat(check.all(OURS)).isNotEmpty().allSatisfy(checked -> {
            assertThat(checked.findings()).isEmpty();
            assertThat(checked.reached()).isGreaterThanOrEqualTo(Tier.BRONZE);
        });
    }

    @Test
    void aMistypedFieldIsToldWithItsLineAndARemedy() throws IOException {
        change("adapter.json", "\"licence\": \"Apache-2.0\"", "\"license\": \"Apache-2.0\"");
        assertThat(findings()).anySatisfy(finding -> {
            assertThat(finding.rule()).contains("license");
            assertThat(finding.remedy()).isEqualTo("Remove it, or correct its name");
            assertThat(finding.line()).isPositive();
        });
    }

    @Test
    void theLineIsTheOneOfTheFault() throws IOException {
        change("law.json", "\"value\": \"PT1S\"", "\"value\": \"1s\"");
        assertThat(findings()).singleElement().satisfies(finding -> {
            String line = Files.readAllLines(folder.resolve("law.json")).get(finding.line() - 1);
            assertThat(line).contains("\"1s\"");
        });
    }

    @Test
    void aChoiceWithoutANameBesideOnesThatHaveOneIsTold() throws IOException {
        change("adapter.json", "\"settings\": [", "\"settings\": [" + CHOICE);
        assertThat(findings()).isEmpty();
        change("adapter.json", "[\"left\", \"right\"]", "[\"left\", \"middle\", \"right\"]");
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).contains("side", "[left, middle, right]"));
    }

    @Test
    void aNameOfAChoiceThatThereIsNotAndADefaultThatIsNoneAreTold() throws IOException {
        change("adapter.json", "\"settings\": [", "\"settings\": [" + CHOICE);
        change("adapter.json", "[\"left\", \"right\"]", "[\"right\"]");
        assertThat(findings()).extracting(Finding::rule).hasSize(2).allMatch(rule -> rule.contains("side"));
    }

    @Test
    void brokenSyntaxIsToldWithItsLine() throws IOException {
        change("adapter.json", "\"kind\": \"channel\",", "\"kind\": \"channel\"");
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).isBetween(4, 6));
    }

    @Test
    void aFolderHasTheNameOfItsAdapter() throws IOException {
        change("adapter.json", "\"id\": \"telegram\"", "\"id\": \"telegraph\"");
        assertThat(findings()).extracting(Finding::rule).anyMatch(rule -> rule.contains("telegraph"));
    }

    @Test
    void aPartnersManifestLiesWhereTheJarWantsIt() throws IOException {
        Path starter = Path.of("../starter/src/main/resources/META-INF");
        ManifestCheck.Checked checked = check.all(starter).get(0);
        assertThat(checked.id()).isEqualTo("starter");
        assertThat(checked.findings())
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.rule()).startsWith("it claims BRONZE and lacks 'how-to-page'"));
    }

    @Test
    void aSecretHasNoDefault() throws IOException {
        change(
                "adapter.json",
                "\"type\": \"secret\", \"required\": true,",
                "\"type\": \"secret\", \"required\": true, \"default\": \"x\",");
        assertThat(findings()).extracting(Finding::rule).contains("secret 'botToken' has a default");
    }

    @Test
    void noMoreIsClaimedThanIsBorneOut() throws IOException {
        change("adapter.json", "\"quality\": \"bronze\"", "\"quality\": \"gold\"");
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).startsWith("it claims GOLD and lacks");
            assertThat(finding.remedy()).isNotBlank();
        });
    }

    @Test
    void anExemptionNeedsAReasonAndARuleExists() throws IOException {
        change("quality.yaml", "owner-named: done", "owner-named:\n    exempt: no");
        assertThat(findings()).isNotEmpty();
        change("quality.yaml", "owner-named:\n    exempt: no", "owner-famed: done");
        assertThat(findings()).extracting(Finding::rule).contains("there is no rule 'owner-famed'");
    }

    @Test
    void coverageIsBelievedWithFiguresOnly() throws IOException {
        change("quality.yaml", "owner-named: done", "owner-named: done\n  coverage: done");
        assertThat(findings())
                .extracting(Finding::rule)
                .containsExactly("'coverage' is said to be done, without figures");
        change("quality.yaml", "coverage: done", "coverage: {lines: 92, mutants: 69, measuredOn: 2026-11-26}");
        assertThat(findings())
                .extracting(Finding::rule)
                .containsExactly("'coverage' wants 80 % of lines and 70 % of mutants");
        change("quality.yaml", "mutants: 69", "mutants: 70");
        assertThat(findings()).isEmpty();
    }

    @Test
    void aMissingFileIsSaid() throws IOException {
        Files.delete(folder.resolve("quality.yaml"));
        Files.delete(folder.resolve("law.json"));
        assertThat(findings()).hasSize(2);
    }

    private List<Finding> findings() {
        return check.all(root).stream()
                .flatMap(checked -> checked.findings().stream())
                .toList();
    }

    private void change(String file, String from, String to) throws IOException {
        String content = Files.readString(folder.resolve(file));
        assertThat(content).contains(from);
        Files.writeString(folder.resolve(file), content.replace(from, to));
    }
}
