package io.polyclerk.ai.retrieval;

import io.polyclerk.core.knowledge.Passage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds texts that say the same with another number, and prefers the newer one. */
public final class Contradictions {

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+|[。！？；;\\n]+");
    private static final Pattern MEASURE = Pattern.compile("(\\d+(?:[.,]\\d+)?)\\s*([%€$£¥]|\\p{L}+)?");
    private static final int MOST = 10;
    private static final int UNIT_IDEOGRAPHIC = 1;
    /** Share of common words from which two sentences are about the same. */
    private static final double SAME_SUBJECT = 0.5;

    private Contradictions() {}

    /** Two sentences about the same with different numbers. */
    public record Contradiction(String here, String there) {}

    /** The same passages; where a newer one says it differently, it takes the place of the older and is marked. */
    static List<Passage> settle(List<Passage> passages) {
        List<Passage> settled = new ArrayList<>(passages);
        if (settled.isEmpty()) {
            return settled;
        }
        Passage first = settled.get(0);
        Passage newest = first;
        boolean disputed = false;
        for (Passage other : settled.subList(1, settled.size())) {
            if (!other.document().equals(first.document())
                    && between(first.text(), other.text(), first.source().language())
                            .isPresent()) {
                disputed = true;
                newest = other.source().changedAt().isAfter(newest.source().changedAt()) ? other : newest;
            }
        }
        if (disputed) {
            settled.remove(newest);
            settled.add(
                    0,
                    new Passage(
                            newest.document(),
                            newest.position(),
                            newest.heading(),
                            newest.text(),
                            newest.source(),
                            newest.score(),
                            true));
        }
        return settled;
    }

    /** The first contradiction between two texts of one language. */
    public static Optional<Contradiction> between(String here, String there, String language) {
        return all(here, there, language).stream().findFirst();
    }

    /** Contradictions between two texts of one language, a handful at most. */
    public static List<Contradiction> all(String here, String there, String language) {
        List<Contradiction> found = new ArrayList<>();
        List<Statement> others = statements(there, language);
        for (Statement one : statements(here, language)) {
            others.stream()
                    .filter(one::contradicts)
                    .limit(MOST - found.size())
                    .forEach(other -> found.add(new Contradiction(one.sentence(), other.sentence())));
        }
        return found;
    }

    private static List<Statement> statements(String text, String language) {
        List<Statement> statements = new ArrayList<>();
        for (String sentence : SENTENCE.split(text)) {
            Map<String, Set<String>> measures = new HashMap<>();
            Matcher matcher = MEASURE.matcher(sentence);
            while (matcher.find()) {
                measures.computeIfAbsent(unit(matcher.group(2), language), unit -> new HashSet<>())
                        .add(matcher.group(1).replace(',', '.'));
            }
            if (!measures.isEmpty()) {
                Set<String> words = new HashSet<>(Analyzers.terms(
                        Analyzers.of(language), MEASURE.matcher(sentence).replaceAll(" ")));
                statements.add(new Statement(sentence.strip(), words, measures));
            }
        }
        return statements;
    }

    private static String unit(@Nullable String unit, String language) {
        if (unit == null) {
            return "";
        }
        if (Analyzers.isIdeographic(language)) {
            return unit.substring(0, Math.min(UNIT_IDEOGRAPHIC, unit.length()));
        }
        String lower = unit.toLowerCase(Locale.ROOT);
        return lower.length() > 3 && lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private record Statement(String sentence, Set<String> words, Map<String, Set<String>> measures) {

        boolean contradicts(Statement other) {
            Set<String> common = new HashSet<>(words);
            common.retainAll(other.words);
            Set<String> all = new HashSet<>(words);
            all.addAll(other.words);
            if (common.size() < 2 || common.size() < SAME_SUBJECT * all.size()) {
                return false;
            }
            return measures.entrySet().stream().anyMatch(measure -> {
                Set<String> theirs = other.measures.get(measure.getKey());
                return theirs != null && theirs.stream().noneMatch(measure.getValue()::contains);
            });
        }
    }
}
