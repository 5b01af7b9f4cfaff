package io.polyclerk.ai.graph;

import io.polyclerk.core.knowledge.FactGraph.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.query.QuerySolution;

/** Knows by which words a question tells what it is about. Immutable. */
final class Questions {

    private static final String PREFIX = "https://polyclerk.io/knowledge/question#";

    private final Labels cues;

    Questions(Graph graph) {
        List<Labels.Name> names = new ArrayList<>();
        for (QuerySolution row : Queries.select("cues", graph, Map.of())) {
            names.add(new Labels.Name(
                    row.getResource("question").getURI().substring(PREFIX.length()),
                    row.getLiteral("word").getString(),
                    row.getLiteral("word").getLanguage()));
        }
        cues = new Labels(names, 1);
    }

    List<Labels.Found> find(String plain, String language) {
        return cues.all(plain, Set.of(language));
    }

    /**
     * What is wanted, from the words of the question and what it names.
     *
     * @param aboutProduct whether it names a sort of product
     */
    static Optional<Kind> kind(Set<String> cues, Named named, boolean aboutProduct) {
        boolean together = cues.contains("together") || (cues.contains("with") && cues.contains("use"));
        if (cues.contains("pregnancy")) {
            return Optional.of(Kind.PREGNANCY);
        }
        if (cues.contains("allergens")) {
            return Optional.of(Kind.ALLERGENS);
        }
        if (!named.ingredients().isEmpty()) {
            return ingredients(cues, named, together, aboutProduct);
        }
        if (named.terms().isEmpty() && !(aboutProduct && named.kinds() > 1)) {
            return Optional.empty();
        }
        if (cues.contains("compatible") || together) {
            return Optional.of(Kind.COMPATIBLE);
        }
        return cues.contains("meaning") && !named.terms().isEmpty() ? Optional.of(Kind.MEANING) : Optional.empty();
    }

    private static Optional<Kind> ingredients(Set<String> cues, Named named, boolean together, boolean aboutProduct) {
        if (named.skins() && (cues.contains("skin") || cues.contains("use"))) {
            return Optional.of(Kind.SKIN);
        }
        if (together) {
            return Optional.of(Kind.TOGETHER);
        }
        if (cues.contains("contains")) {
            return Optional.of(Kind.CONTAINS);
        }
        if (cues.contains("meaning") && !aboutProduct) {
            return Optional.of(Kind.MEANING);
        }
        return Optional.empty();
    }

    /** What a question names. @param skins whether it names a kind of skin @param kinds how many sorts of product */
    record Named(Set<String> ingredients, Set<String> terms, boolean skins, int kinds) {
        Named {
            ingredients = new HashSet<>(ingredients);
            terms = new HashSet<>(terms);
        }
    }
}
