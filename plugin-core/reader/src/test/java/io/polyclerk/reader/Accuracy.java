package io.polyclerk.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.ai.retrieval.Library;
import io.polyclerk.ai.retrieval.LocalRetriever;
import io.polyclerk.ai.retrieval.PieceCutter;
import io.polyclerk.ai.retrieval.SentenceVectors;
import io.polyclerk.ai.retrieval.ShopText;
import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.knowledge.Retriever.Findings;
import io.polyclerk.core.knowledge.Retriever.Question;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures what is found in the sample shop's texts: questions with the right passage, and questions that have none. */
final class Accuracy {

    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final Path POLICIES =
            Path.of("..", "..", "adapters", "samplestore", "src", "main", "resources", "data", "policies.json");
    private static final Instant WRITTEN = Instant.parse("2026-11-01T00:00:00Z");

    private Accuracy() {}

    /**
     * @param found questions whose right passage is among the first three
     * @param first questions whose right passage is the first
     * @param answered questions that the bot would answer
     * @param answeredRightly of these, with the right passage first
     * @param falseAnswers questions without an answer that the bot would answer
     * @param doubts questions that get passages with a doubt
     * @param doubtsRightly of these, with the right passage among those
     * @param falseDoubts questions without an answer that get passages with a doubt
     */
    record Figures(
            String language,
            int questions,
            int found,
            int first,
            int answered,
            int answeredRightly,
            int unanswerable,
            int falseAnswers,
            int doubts,
            int doubtsRightly,
            int falseDoubts,
            List<String> missed) {

        double recall() {
            return (double) found / questions;
        }
    }

    /** A set of questions: one that was looked at while the index was made, and one that was written apart and then left alone. */
    enum Questions {
        LOOKED_AT("questions-", "unanswerable-"),
        UNSEEN("unseen-", "unseen-unanswerable-"),
        /** Written after that one had been looked at, and left alone. */
        SECOND("second-", "second-unanswerable-"),
        /** Written and committed before the work on doubts began, and measured once when it was done. */
        THIRD("third-", "third-unanswerable-");

        private final String answerable;
        private final String unanswerable;

        Questions(String answerable, String unanswerable) {
            this.answerable = answerable;
            this.unanswerable = unanswerable;
        }
    }

    /** Reads the shop's texts in once and measures each of the sets on them. */
    static Map<Questions, Figures> measure(String language, Path folder, SentenceVectors vectors) throws IOException {
        Map<String, ShopText> texts = texts(language, folder);
        Library library = new Library() {
            @Override
            public Map<String, String> versions(String merchant) {
                Map<String, String> versions = new LinkedHashMap<>();
                texts.forEach((id, text) -> versions.put(id, text.version()));
                return versions;
            }

            @Override
            public Optional<ShopText> text(String merchant, String id) {
                return Optional.ofNullable(texts.get(id));
            }
        };
        try (LocalRetriever retriever =
                new LocalRetriever(folder.resolve("index"), library, vectors, Clock.systemUTC())) {
            retriever.prepare("sample");
            Map<Questions, Figures> figures = new EnumMap<>(Questions.class);
            for (Questions set : Questions.values()) {
                figures.put(set, measure(language, retriever, set));
            }
            return figures;
        }
    }

    private static Figures measure(String language, LocalRetriever retriever, Questions set) throws IOException {
        List<String> missed = new ArrayList<>();
        int questions = 0;
        int found = 0;
        int first = 0;
        int answered = 0;
        int answeredRightly = 0;
        int doubts = 0;
        int doubtsRightly = 0;
        for (String line : Files.readAllLines(RESOURCES.resolve(set.answerable + language + ".tsv"))) {
            String[] parts = line.split("\t");
            Findings findings = retriever.find(new Question("sample", parts[0], language));
            int rank = rank(findings, parts[1]);
            questions++;
            found += rank >= 0 ? 1 : 0;
            first += rank == 0 ? 1 : 0;
            answered += findings.known() ? 1 : 0;
            answeredRightly += findings.known() && rank == 0 ? 1 : 0;
            boolean isDoubt = !findings.known() && findings.likely() > 0;
            doubts += isDoubt ? 1 : 0;
            doubtsRightly += isDoubt && rank >= 0 && rank < findings.likely() ? 1 : 0;
            if (rank < 0) {
                missed.add(parts[0]);
            }
        }
        List<String> without = Files.readAllLines(RESOURCES.resolve(set.unanswerable + language + ".txt"));
        int falseAnswers = 0;
        int falseDoubts = 0;
        for (String question : without) {
            Findings findings = retriever.find(new Question("sample", question, language));
            if (findings.known()) {
                falseAnswers++;
                missed.add("false: " + question);
            } else if (findings.likely() > 0) {
                falseDoubts++;
                missed.add("false doubt: " + question);
            }
        }
        return new Figures(
                language,
                questions,
                found,
                first,
                answered,
                answeredRightly,
                without.size(),
                falseAnswers,
                doubts,
                doubtsRightly,
                falseDoubts,
                missed);
    }

    private static int rank(Findings findings, String words) {
        List<Passage> passages = findings.passages();
        for (int i = 0; i < passages.size(); i++) {
            if (passages.get(i).text().contains(words)) {
                return i;
            }
        }
        return -1;
    }

    private static Map<String, ShopText> texts(String language, Path folder) throws IOException {
        Map<String, ShopText> texts = new LinkedHashMap<>();
        PrintStream silent = new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (Path file : SampleFiles.write(language, folder)) {
            String name = file.getFileName().toString();
            try {
                String read = ReadDocument.read(file, name.substring(name.lastIndexOf('.') + 1), silent);
                add(
                        texts,
                        name,
                        name.substring(0, name.indexOf('.')),
                        read.substring(read.indexOf('\n') + 1),
                        language);
            } catch (RefusedFile refused) {
                throw new IllegalStateException(name, refused);
            }
        }
        for (JsonNode policy : new ObjectMapper().readTree(POLICIES.toFile()).get("policies")) {
            if (policy.get("language").asText().equals(language)) {
                String title = policy.get("title").asText();
                add(texts, title, title, policy.get("text").asText(), language);
            }
        }
        return texts;
    }

    private static void add(Map<String, ShopText> texts, String id, String title, String text, String language) {
        texts.put(
                id,
                new ShopText(
                        id,
                        "1",
                        new Passage.Source(title, language, null, WRITTEN),
                        new PieceCutter(language).cut(text)));
    }

    /** The figures in words, with every question that was missed. */
    static String report(Figures figures) {
        return figures.language() + ": right passage among the first three " + figures.found() + " of "
                + figures.questions() + ", first " + figures.first() + "; answered " + figures.answered()
                + ", of these rightly " + figures.answeredRightly() + "; false answers " + figures.falseAnswers()
                + " of "
                + figures.unanswerable() + "; shown with a doubt " + figures.doubts() + ", of these rightly "
                + figures.doubtsRightly() + ", without an answer " + figures.falseDoubts() + "\n  "
                + String.join("\n  ", figures.missed()) + "\n";
    }
}
