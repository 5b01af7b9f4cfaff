package io.polyclerk.ai.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds names in a text: the longest first, none inside another. Immutable. */
final class Labels {

    private final Map<String, List<Label>> byLanguage = new HashMap<>();

    /** @param hint without which the pattern cannot be found */
    private record Label(String concept, String hint, Pattern pattern) {}

    /** A name that stands in a text. @param start in the plain text */
    record Found(String concept, int start, int end) {}

    /** @param language general tag; empty for names that are the same in all languages */
    record Name(String concept, String text, String language) {}

    /** @param shortest letters of the shortest name that is looked for */
    Labels(List<Name> names, int shortest) {
        Set<Name> taken = new HashSet<>();
        for (Name name : names) {
            String plain = Words.plain(name.text());
            if (plain.length() >= shortest && taken.add(new Name(name.concept(), plain, name.language()))) {
                byLanguage
                        .computeIfAbsent(name.language(), language -> new ArrayList<>())
                        .add(new Label(name.concept(), Words.hint(plain), Words.pattern(plain)));
            }
        }
    }

    /** All that stand in it, also inside one another. */
    List<Found> all(String plain, Set<String> languages) {
        List<Found> hits = new ArrayList<>();
        Set<String> all = new TreeSet<>(languages);
        all.add("");
        for (String language : all) {
            for (Label label : byLanguage.getOrDefault(language, List.of())) {
                Matcher matcher = label.pattern().matcher(plain);
                while (plain.contains(label.hint()) && matcher.find()) {
                    hits.add(new Found(label.concept(), matcher.start(), matcher.end()));
                }
            }
        }
        return hits;
    }

    /** The longest, none inside another, in the order of the text. @param plain see {@link Words#plain} @param languages general tags beside the common names */
    List<Found> find(String plain, Set<String> languages) {
        List<Found> hits = all(plain, languages);
        hits.sort(Comparator.comparingInt((Found hit) -> hit.start() - hit.end()));
        List<Found> kept = new ArrayList<>();
        for (Found hit : hits) {
            boolean free = kept.stream()
                    .allMatch(other -> hit.end() <= other.start()
                            || hit.start() >= other.end()
                            || hit.start() == other.start()
                                    && hit.end() == other.end()
                                    && !hit.concept().equals(other.concept()));
            if (free) {
                kept.add(hit);
            }
        }
        kept.sort(Comparator.comparingInt(Found::start));
        return kept;
    }
}
