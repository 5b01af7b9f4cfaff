package io.polyclerk.ai.graph;

import io.polyclerk.ai.graph.BadPackException.Fault;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.query.QuerySolution;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.lang.LangTurtle;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.riot.tokens.TokenizerText;
import org.apache.jena.sparql.graph.GraphFactory;
import org.jspecify.annotations.Nullable;

/**
 * A knowledge pack in Turtle, read and checked. Nothing that a pack names is ever fetched: addresses are names, there are no imports, and
 * Turtle has neither entities nor queries.
 *
 * @param title of the pack; empty when it has none
 */
public record Pack(Graph graph, String title, int concepts, int statements) {

    /** Bytes of the largest pack that a merchant may bring. */
    public static final int LARGEST = 1_000_000;

    private static final int MOST_FAULTS = 20;
    private static final List<String> CHECKS = List.of(
            "check-concepts", "check-labels", "check-sources", "check-statements", "check-values", "check-pack");

    /** A pack of a merchant. @throws BadPackException with the lines that are wrong */
    public static Pack read(String turtle) {
        if (turtle.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw BadPackException.of(0, "is larger than " + LARGEST + " bytes");
        }
        String begin = turtle.stripLeading();
        if (begin.startsWith("<?xml") || begin.startsWith("<!DOCTYPE") || begin.startsWith("<rdf:RDF")) {
            throw BadPackException.of(1, "is XML; a pack is Turtle");
        }
        if (begin.startsWith("{") || begin.startsWith("[{")) {
            throw BadPackException.of(1, "is JSON; a pack is Turtle");
        }
        Parsed parsed = parse(turtle);
        List<Fault> faults = faults(parsed);
        if (!faults.isEmpty()) {
            throw new BadPackException(faults);
        }
        return of(parsed.graph());
    }

    /** A pack that was checked before. */
    static Pack trusted(String turtle) {
        return of(parse(turtle).graph());
    }

    private static Pack of(Graph graph) {
        QuerySolution about = Queries.select("about", graph, Map.of()).get(0);
        return new Pack(
                graph,
                about.contains("title") ? about.getLiteral("title").getString() : "",
                about.getLiteral("concepts").getInt(),
                about.getLiteral("statements").getInt());
    }

    private record Parsed(Graph graph, PackProfile profile) {}

    private static Parsed parse(String turtle) {
        Graph graph = GraphFactory.createDefaultGraph();
        ErrorHandler strict = new Strict();
        PackProfile profile = new PackProfile(strict);
        try {
            new LangTurtle(
                            TokenizerText.create()
                                    .source(new StringReader(turtle))
                                    .errorHandler(strict)
                                    .build(),
                            profile,
                            StreamRDFLib.graph(graph))
                    .parse();
        } catch (RiotException malformed) {
            throw BadPackException.of(0, plain(malformed.getMessage()));
        } catch (StackOverflowError deep) {
            throw BadPackException.of(0, "is nested too deeply");
        }
        return new Parsed(graph, profile);
    }

    private static List<Fault> faults(Parsed parsed) {
        Set<Fault> faults = new LinkedHashSet<>();
        for (String check : CHECKS) {
            for (QuerySolution row : Queries.select(check, parsed.graph(), Map.of())) {
                Node node = row.contains("node") ? row.get("node").asNode() : null;
                long line = node == null ? 0 : parsed.profile().line(node);
                String name = node != null && node.isURI() ? shorten(node.getURI()) + " " : "";
                faults.add(new Fault(line, name + row.getLiteral("problem").getString()));
            }
        }
        List<Fault> sorted = new ArrayList<>(faults);
        sorted.sort(Comparator.comparingLong(Fault::line));
        return sorted.subList(0, Math.min(MOST_FAULTS, sorted.size()));
    }

    private static String shorten(String address) {
        int cut = Math.max(address.lastIndexOf('#'), address.lastIndexOf('/'));
        String name = address.substring(cut + 1);
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    private static String plain(@Nullable String message) {
        return message == null ? "is no Turtle" : message.length() <= 200 ? message : message.substring(0, 200) + "…";
    }

    /** The first thing that is wrong ends the reading. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(String message, long line, long column) {
            if (message.startsWith("Bad ") || message.contains("Lexical form")) {
                throw BadPackException.of(Math.max(0, line), plain(message));
            }
        }

        @Override
        public void error(String message, long line, long column) {
            throw BadPackException.of(Math.max(0, line), plain(message));
        }

        @Override
        public void fatal(String message, long line, long column) {
            throw BadPackException.of(Math.max(0, line), plain(message));
        }
    }
}
