package io.polyclerk.ai.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.query.QuerySolution;
import org.apache.jena.query.ResultSet;
import org.apache.jena.query.Syntax;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.sparql.syntax.ElementService;
import org.apache.jena.sparql.syntax.ElementVisitorBase;
import org.apache.jena.sparql.syntax.ElementWalker;

/** Lets people ask a merchant's graph themselves, in SPARQL: SELECT only, nothing from elsewhere, within limits. Thread-safe. */
public final class GraphSearch {

    /** Characters of the longest query. */
    public static final int LONGEST = 5_000;

    /** Rows of the longest answer. */
    public static final int MOST_ROWS = 500;

    private static final long LIMIT_MILLISECONDS = 2_000;

    private final TradeGraphs graphs;

    public GraphSearch(TradeGraphs graphs) {
        this.graphs = graphs;
    }

    /** A query that is not answered. */
    public static final class RefusedQueryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedQueryException(String reason) {
            super(reason);
        }
    }

    /** @param more whether there are more rows than are given */
    public record Table(List<String> columns, List<Map<String, String>> rows, boolean more) {}

    /** @throws RefusedQueryException with the reason */
    public Table ask(String merchant, String sparql) {
        Query query = checked(sparql);
        List<Map<String, String>> rows = new ArrayList<>();
        try (QueryExecution execution = QueryExecution.model(
                        ModelFactory.createModelForGraph(graphs.of(merchant).graph()))
                .query(query)
                // Where the look at the query misses a SERVICE, such as inside EXISTS, the engine refuses it.
                .set(ARQ.httpServiceAllowed, false)
                .timeout(LIMIT_MILLISECONDS, TimeUnit.MILLISECONDS)
                .build()) {
            ResultSet results = execution.execSelect();
            while (results.hasNext() && rows.size() < MOST_ROWS) {
                QuerySolution row = results.next();
                Map<String, String> cells = new LinkedHashMap<>();
                row.varNames().forEachRemaining(name -> cells.put(name, text(row.get(name))));
                rows.add(cells);
            }
            return new Table(query.getResultVars(), rows, results.hasNext());
        } catch (QueryCancelledException slow) {
            throw new RefusedQueryException("takes longer than " + LIMIT_MILLISECONDS + " ms");
        } catch (QueryException refused) {
            throw new RefusedQueryException("cannot be answered: SERVICE and extensions are switched off");
        }
    }

    private static String text(RDFNode node) {
        return node.isLiteral() ? node.asLiteral().getLexicalForm() : node.toString();
    }

    private static Query checked(String sparql) {
        if (sparql.length() > LONGEST) {
            throw new RefusedQueryException("has more than " + LONGEST + " characters");
        }
        Query query;
        try {
            query = QueryFactory.create(sparql, Syntax.syntaxSPARQL_11);
        } catch (QueryParseException malformed) {
            throw new RefusedQueryException(
                    "line " + Math.max(1, malformed.getLine()) + ": is no SPARQL query (updates are none)");
        } catch (StackOverflowError deep) {
            throw new RefusedQueryException("is nested too deeply");
        }
        if (!query.isSelectType()) {
            throw new RefusedQueryException("is no SELECT");
        }
        if (query.hasDatasetDescription()) {
            throw new RefusedQueryException("asks for other data with FROM");
        }
        if (query.getQueryPattern() != null) {
            ElementWalker.walk(query.getQueryPattern(), new ElementVisitorBase() {
                @Override
                public void visit(ElementService service) {
                    throw new RefusedQueryException("asks another server with SERVICE");
                }
            });
        }
        return query;
    }
}
