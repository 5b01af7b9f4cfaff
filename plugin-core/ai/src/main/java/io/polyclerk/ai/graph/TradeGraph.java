package io.polyclerk.ai.graph;

import io.polyclerk.core.knowledge.FactGraph.Source;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.QuerySolution;
import org.apache.jena.rdf.model.Literal;
import org.apache.jena.rdf.model.RDFNode;
import org.jspecify.annotations.Nullable;

/** The packs of one merchant as one graph, asked with SPARQL. Not changed after it is made. Thread-safe. */
final class TradeGraph {

    static final String TERMS = "https://polyclerk.io/knowledge/terms#";

    private final Graph graph;
    private final Labels labels;
    private final Map<String, String> notations = new HashMap<>();
    private final Map<String, Concept> concepts = new ConcurrentHashMap<>();

    /**
     * @param types such as {@code Ingredient}
     * @param fitsBy by which groups of terms a sort of product fits another
     */
    record Concept(Set<String> types, Set<String> groups, Set<String> fitsBy, Set<String> broader) {}

    /** What is said of a thing. @param object the address of a concept, or a text @param source its address */
    record Statement(String object, @Nullable String scope, String source) {}

    /** What is said of two things. @param because the address of a reason */
    record Between(@Nullable String because, String source) {}

    /** What a term means. */
    record Definition(String text, String source) {}

    TradeGraph(Graph graph) {
        this.graph = graph;
        List<Labels.Name> names = new ArrayList<>();
        for (QuerySolution row : Queries.select("labels", graph, Map.of())) {
            Literal label = row.getLiteral("label");
            names.add(new Labels.Name(
                    row.getResource("concept").getURI(), label.getString(), general(label.getLanguage())));
        }
        labels = new Labels(names, 2);
        for (QuerySolution row : Queries.select("notations", graph, Map.of())) {
            notations.putIfAbsent(
                    Words.plain(row.getLiteral("notation").getString()),
                    row.getResource("concept").getURI());
        }
    }

    private static String general(String tag) {
        int hyphen = tag.indexOf('-');
        return (hyphen < 0 ? tag : tag.substring(0, hyphen)).toLowerCase(java.util.Locale.ROOT);
    }

    Graph graph() {
        return graph;
    }

    Labels labels() {
        return labels;
    }

    /** The ingredient that stands so in a list. */
    Optional<String> ofNotation(String plain) {
        return Optional.ofNullable(notations.get(plain));
    }

    Concept concept(String address) {
        return concepts.computeIfAbsent(address, this::read);
    }

    private Concept read(String address) {
        Set<String> types = new LinkedHashSet<>();
        Set<String> groups = new LinkedHashSet<>();
        Set<String> fitsBy = new LinkedHashSet<>();
        Set<String> broader = new LinkedHashSet<>();
        for (QuerySolution row : Queries.select("concept", graph, Map.of("concept", node(address)))) {
            types.add(row.getResource("type").getURI().substring(TERMS.length()));
            add(row.get("group"), groups);
            add(row.get("fitsBy"), fitsBy);
            add(row.get("broader"), broader);
        }
        return new Concept(types, groups, fitsBy, broader);
    }

    private static void add(@Nullable RDFNode value, Set<String> to) {
        if (value != null) {
            to.add(text(value));
        }
    }

    boolean is(String address, String type) {
        return concept(address).types().contains(type);
    }

    /** How a thing is called in a language, else in English, else anyhow. */
    String name(String address, String language) {
        return choose(Queries.select("names", graph, Map.of("concept", node(address))), "label", language)
                .orElse(address);
    }

    /** What something is called in these languages, in this order. */
    List<String> names(String address, List<String> languages) {
        List<QuerySolution> rows = Queries.select("names", graph, Map.of("concept", node(address)));
        List<String> names = new ArrayList<>();
        for (String language : languages) {
            rows.stream()
                    .map(row -> row.getLiteral("label"))
                    .filter(label -> general(label.getLanguage()).equals(language))
                    .map(Literal::getString)
                    .forEach(names::add);
        }
        return names;
    }

    /** What is said of a thing, in a steady order. */
    List<Statement> statements(String subject, String predicate) {
        Map<String, Node> values = Map.of("subject", node(subject), "predicate", node(TERMS + predicate));
        return Queries.select("statements", graph, values).stream()
                .map(row -> new Statement(text(row.get("object")), optional(row, "scope"), text(row.get("source"))))
                .toList();
    }

    /** What is said of two things together. */
    Optional<Between> between(String one, String other, String predicate) {
        Map<String, Node> values = Map.of("one", node(one), "other", node(other), "predicate", node(TERMS + predicate));
        return Queries.select("between", graph, values).stream()
                .findFirst()
                .map(row -> new Between(optional(row, "because"), text(row.get("source"))));
    }

    private static @Nullable String optional(QuerySolution row, String variable) {
        RDFNode value = row.get(variable);
        return value == null ? null : text(value);
    }

    /** Where something stands; null when the pack does not say it in a readable way. */
    @Nullable
    Source source(String address, String language) {
        List<QuerySolution> rows = Queries.select("source", graph, Map.of("source", node(address)));
        return choose(rows, "title", language)
                .map(title -> new Source(
                        title, LocalDate.parse(rows.get(0).getLiteral("issued").getLexicalForm())))
                .orElse(null);
    }

    Optional<Definition> definition(String address, String language) {
        List<QuerySolution> rows = Queries.select("definition", graph, Map.of("concept", node(address)));
        return choose(rows, "definition", language)
                .map(words -> new Definition(words, text(rows.get(0).get("source"))));
    }

    private static Optional<String> choose(List<QuerySolution> rows, String variable, String language) {
        for (String wanted : List.of(language, "en", "")) {
            for (QuerySolution row : rows) {
                if (general(row.getLiteral(variable).getLanguage()).equals(general(wanted))) {
                    return Optional.of(row.getLiteral(variable).getString());
                }
            }
        }
        return rows.stream().findFirst().map(row -> row.getLiteral(variable).getString());
    }

    private static Node node(String address) {
        return NodeFactory.createURI(address);
    }

    private static String text(RDFNode node) {
        return node.isLiteral() ? node.asLiteral().getLexicalForm() : node.toString();
    }
}
