package io.polyclerk.ai.graph;

import java.util.HashMap;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.irix.IRIxResolver;
import org.apache.jena.riot.RIOT;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.riot.system.FactoryRDFStd;
import org.apache.jena.riot.system.ParserProfileStd;
import org.apache.jena.riot.system.PrefixMapFactory;

/** What is allowed in a pack while it is read, and in which line things are first spoken of. Used once, by one thread. */
final class PackProfile extends ParserProfileStd {

    static final int MOST_TRIPLES = 30_000;

    private static final String BASE = "https://polyclerk.io/knowledge/pack/";
    private static final Node IMPORTS = NodeFactory.createURI("http://www.w3.org/2002/07/owl#imports");

    private final Map<Node, Long> subjects = new HashMap<>();
    private final Map<Node, Long> objects = new HashMap<>();
    private int triples;

    PackProfile(ErrorHandler strict) {
        super(
                new FactoryRDFStd(),
                strict,
                IRIxResolver.create(BASE).build(),
                PrefixMapFactory.create(),
                RIOT.getContext(),
                true,
                false);
    }

    /** 0 when nothing is said of it. */
    long line(Node node) {
        long asObject = objects.getOrDefault(node, 0L);
        return subjects.getOrDefault(node, asObject);
    }

    @Override
    public Triple createTriple(Node subject, Node predicate, Node object, long line, long column) {
        if (++triples > MOST_TRIPLES) {
            throw BadPackException.of(line, "more than " + MOST_TRIPLES + " triples");
        }
        if (predicate.equals(IMPORTS)) {
            throw BadPackException.of(line, "owl:imports is not taken: a pack stands alone");
        }
        subjects.putIfAbsent(subject, line);
        objects.putIfAbsent(object, line);
        return super.createTriple(subject, predicate, object, line, column);
    }

    @Override
    public Node createTripleTerm(Node subject, Node predicate, Node object, long line, long column) {
        throw BadPackException.of(line, "statements about statements are written as rdf:Statement");
    }
}
