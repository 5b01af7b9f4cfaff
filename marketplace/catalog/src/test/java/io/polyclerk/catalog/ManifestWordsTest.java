package io.polyclerk.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a seller reads when he connects something or chooses a plan: all of it in all fifteen languages. */
class ManifestWordsTest {

    private static final Path OURS = Path.of("../../manifests");
    private static final List<String> LANGUAGES =
            List.of("en", "zh", "ar", "de", "es", "fr", "hi", "id", "ja", "ko", "pt", "ru", "th", "tr", "vi");

    /** What is typed or looked for letter by letter: addresses, names with an underscore, names of bots. */
    private static final Pattern LITERAL = Pattern.compile("https?://[\\w./-]*\\w|\\w+_\\w*|@\\w+|\\d{2,}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<Path> manifests() throws IOException {
        try (Stream<Path> folders = Files.list(OURS)) {
            List<Path> found = folders.map(folder -> folder.resolve("adapter.json"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThan(5);
            return found;
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    /** Labels, help and choices of a manifest's settings and of its app's, by whose they are. */
    private static Map<String, JsonNode> texts(Path file) throws IOException {
        Map<String, JsonNode> texts = new TreeMap<>();
        for (String settings : List.of("/settings", "/app/settings")) {
            for (JsonNode setting : read(file).at(settings)) {
                String whose = file.getName(file.getNameCount() - 2) + settings + "/"
                        + setting.path("name").asText();
                for (String text : List.of("label", "help")) {
                    texts.put(whose + " " + text, setting.path(text));
                }
                for (JsonNode value : setting.path("values")) {
                    texts.put(
                            whose + " = " + value.asText(),
                            setting.path("valueNames").path(value.asText()));
                }
            }
        }
        return texts;
    }

    private static List<String> missing(String whose, JsonNode text) {
        return LANGUAGES.stream()
                .filter(language -> text.path(language).asText().isBlank())
                .map(language -> whose + " " + language)
                .toList();
    }

    @Test
    void everySettingAndEveryChoiceIsNamedAndExplainedInEveryLanguage() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path file : manifests()) {
            texts(file).forEach((whose, text) -> missing.addAll(missing(whose, text)));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsTypedLetterByLetterIsTheSameInEveryLanguage() throws IOException {
        List<String> changed = new ArrayList<>();
        for (Path file : manifests()) {
            texts(file)
                    .forEach((whose, text) -> LITERAL.matcher(text.path("en").asText())
                            .results()
                            .map(MatchResult::group)
                            .forEach(literal -> text.properties().stream()
                                    .filter(one -> !one.getValue().asText().contains(literal))
                                    .forEach(one -> changed.add(whose + " " + one.getKey() + " lacks " + literal))));
        }
        assertThat(changed).isEmpty();
    }

    /** A platform's own name may stand for all languages; one that is said differently anywhere is said in each. */
    @Test
    void aNameThatIsTranslatedIsTranslatedIntoEveryLanguage() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path file : manifests()) {
            JsonNode name = read(file).path("name");
            if (name.properties().stream().map(Map.Entry::getValue).distinct().count() > 1) {
                missing.addAll(missing(file.toString(), name));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPlanHasANameInEveryLanguage() throws IOException {
        List<String> missing = new ArrayList<>();
        for (JsonNode plan : read(OURS.resolve("tiers.json")).path("plans")) {
            missing.addAll(missing(plan.path("id").asText(), plan.path("name")));
        }
        assertThat(missing).isEmpty();
    }
}
