package io.polyclerk.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.retrieval.Library;
import io.polyclerk.ai.retrieval.LocalRetriever;
import io.polyclerk.ai.retrieval.PieceCutter;
import io.polyclerk.ai.retrieval.ShippedVectors;
import io.polyclerk.ai.retrieval.ShopText;
import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.knowledge.Retriever.Findings;
import io.polyclerk.core.knowledge.Retriever.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Languages without a sentence model: thirteen questions each on a short text in the same language, and the same questions on a shop that has
 * written in English only. Few, but enough to see a language break.
 */
class OtherLanguagesTest {

    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final Instant WRITTEN = Instant.parse("2026-11-01T00:00:00Z");
    /** Where the answers stand in the English texts, in the order of the questions. */
    private static final List<String> IN_ENGLISH = List.of(
            "We take Visa",
            "Cash on delivery is not offered",
            "A voucher code is entered",
            "Gift wrapping costs",
            "Gift cards are sold",
            "Our only store is at",
            "Dogs on a lead",
            "Orders can be picked up there",
            "24 months",
            "Repairs take up to",
            "Wash merino at 30 degrees",
            "Rust goes away with salt",
            "We do not ship to Russia");

    @TempDir
    private Path folder;

    /** @param own fewest questions whose right passage is said or shown @param english the same where only English texts are there */
    @ParameterizedTest
    @CsvSource({"de,7,1", "es,9,1", "fr,10,2", "pt,10,3", "ru,10,4", "ja,12,6", "ar,9,3"})
    void someOfWhatIsAskedIsFound(String language, int own, int english) throws Exception {
        List<String> lines = new ArrayList<>();
        int here = right(language, List.of(text(language)), List.of(), lines);
        int there = right(language, english(), IN_ENGLISH, lines);
        Files.write(Path.of("target", "knowledge-accuracy-" + language + ".txt"), lines);
        assertThat(here).as(String.join("\n", lines)).isGreaterThanOrEqualTo(own);
        assertThat(there).as(String.join("\n", lines)).isGreaterThanOrEqualTo(english);
    }

    /** @param keys of the answers; those beside the questions when empty @return questions whose right passage is said or shown */
    private int right(String language, List<ShopText> texts, List<String> keys, List<String> lines) throws Exception {
        Library library = new Library() {
            @Override
            public Map<String, String> versions(String merchant) {
                return texts.stream().collect(java.util.stream.Collectors.toMap(ShopText::id, ShopText::version));
            }

            @Override
            public Optional<ShopText> text(String merchant, String id) {
                return texts.stream().filter(text -> text.id().equals(id)).findFirst();
            }
        };
        int right = 0;
        int answered = 0;
        int wrong = 0;
        int nearest = 0;
        try (LocalRetriever retriever = new LocalRetriever(
                folder.resolve("index-" + keys.size()), library, new ShippedVectors(), Clock.systemUTC())) {
            retriever.prepare("shop");
            List<String> questions = Files.readAllLines(RESOURCES.resolve("languages/" + language + ".tsv"));
            for (int i = 0; i < questions.size(); i++) {
                String[] parts = questions.get(i).split("\t");
                String key = keys.isEmpty() ? parts[1] : keys.get(i);
                Findings findings = retriever.find(new Question("shop", parts[0], language));
                boolean isShown = findings.passages().stream()
                        .limit(findings.known() ? 1 : findings.likely())
                        .anyMatch(passage -> passage.text().contains(key));
                right += isShown ? 1 : 0;
                answered += findings.known() ? 1 : 0;
                nearest += findings.passages().stream()
                                .anyMatch(passage -> passage.text().contains(key))
                        ? 1
                        : 0;
                if (!isShown) {
                    lines.add("  " + parts[0] + " " + findings.likely());
                }
            }
            for (String line : Files.readAllLines(RESOURCES.resolve("languages/none.tsv"))) {
                String[] parts = line.split("\t");
                if (parts[0].equals(language)) {
                    Findings findings = retriever.find(new Question("shop", parts[1], language));
                    wrong += findings.likely() > 0 ? 1 : 0;
                    if (findings.likely() > 0) {
                        lines.add("  shown without an answer, " + findings.known() + ": " + parts[1]);
                    }
                }
            }
        }
        lines.add(language + (keys.isEmpty() ? " in its own language" : " in English") + ": said or shown rightly "
                + right + " of 13, nearest three " + nearest + ", said " + answered + ", without an answer " + wrong
                + " of 5");
        return right;
    }

    private static ShopText text(String language) throws IOException {
        return of("faq", language, Files.readString(RESOURCES.resolve("languages/" + language + ".md")));
    }

    private static List<ShopText> english() throws IOException {
        List<ShopText> texts = new ArrayList<>();
        for (String name : List.of("faq.docx.md", "warranty.pdf.md", "service.txt.md", "care.html.md")) {
            texts.add(
                    of(name, "en", Files.readString(RESOURCES.resolve("shop/en").resolve(name))));
        }
        return texts;
    }

    private static ShopText of(String name, String language, String text) {
        return new ShopText(
                name, "1", new Passage.Source(name, language, null, WRITTEN), new PieceCutter(language).cut(text));
    }
}
