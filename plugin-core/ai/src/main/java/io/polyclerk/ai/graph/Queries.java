package io.polyclerk.ai.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QuerySolution;
import org.apache.jena.query.QuerySolutionMap;
import org.apache.jena.query.ResultSet;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;

/** The SPARQL queries of this package, from files. What is asked for goes in as a value, never as text. */
final class Queries {

    private static final String PREFIXES = """
            PREFIX dcterms: <http://purl.org/dc/terms/>
            PREFIX k: <https://polyclerk.io/knowledge/terms#>
            PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
            PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
            PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
            """;
    private static final Map<String, Query> READ = new ConcurrentHashMap<>();

    private Queries() {}

    /** Rows of the query in {@code graph/<name>.rq} with these variables set. */
    static List<QuerySolution> select(String name, Graph graph, Map<String, Node> values) {
        Model model = ModelFactory.createModelForGraph(graph);
        QuerySolutionMap set = new QuerySolutionMap();
        values.forEach((variable, value) -> set.add(variable, model.asRDFNode(value)));
        List<QuerySolution> rows = new ArrayList<>();
        try (QueryExecution execution = QueryExecution.model(model)
                .query(READ.computeIfAbsent(name, Queries::read))
                .substitution(set)
                .build()) {
            ResultSet results = execution.execSelect();
            results.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static Query read(String name) {
        try (InputStream file = Queries.class.getResourceAsStream("/graph/" + name + ".rq")) {
            if (file == null) {
                throw new IllegalStateException("there is no query " + name);
            }
            return QueryFactory.create(PREFIXES + new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
