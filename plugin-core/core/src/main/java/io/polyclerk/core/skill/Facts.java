package io.polyclerk.core.skill;

import io.polyclerk.core.knowledge.FactGraph;
import io.polyclerk.core.knowledge.FactGraph.Asked;
import io.polyclerk.core.knowledge.FactGraph.Finding;
import io.polyclerk.core.knowledge.FactGraph.Kinds;
import io.polyclerk.core.knowledge.FactGraph.Source;
import io.polyclerk.core.knowledge.Retriever.Question;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Product;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Questions about what is in a product and what goes with it, answered from the graph of the trade and the shop's own facts. Says statements
 * with their source and, where health is touched, that they are no advice. Thread-safe.
 */
public final class Facts {

    /** A bot without a graph. */
    public static final Facts NONE = new Facts(FactGraph.NONE);

    private static final System.Logger LOGGER = System.getLogger(Facts.class.getName());
    private static final int LONGEST_QUESTION = 300;
    private static final int CANDIDATES = 8;
    private static final int FIRST_IDEOGRAPH = 0x2E80;

    /** As sure of an order as this, nobody asks about ingredients. */
    private static final double SURE = 0.8;

    private final FactGraph graph;

    public Facts(FactGraph graph) {
        this.graph = graph;
    }

    /** Empty when it is no such question, or nothing is known. */
    public Optional<SkillResult> answer(Turn turn) {
        String text = turn.utterance().text();
        if (text.isBlank() || text.length() > LONGEST_QUESTION || isAboutAnOrder(turn.interpretation())) {
            return Optional.empty();
        }
        try {
            return graph.read(new Question(
                            turn.conversation().merchant(),
                            text,
                            turn.interpretation().language()))
                    .flatMap(asked -> answer(asked, turn));
        } catch (AdapterException unreachable) {
            LOGGER.log(System.Logger.Level.WARNING, "the shop did not answer: {0}", unreachable.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isAboutAnOrder(Interpretation interpretation) {
        if (interpretation.slot(Slot.ORDER_NUMBER).isPresent()
                || interpretation.slot(Slot.EMAIL).isPresent()) {
            return true;
        }
        return !interpretation.outOfScope()
                && interpretation.intents().stream()
                        .anyMatch(scored -> scored.confidence() >= SURE && isOfAnOrder(scored.intent()));
    }

    private static boolean isOfAnOrder(Intent intent) {
        return switch (intent) {
            case TRACK_ORDER,
                    RETURN_ITEM,
                    REFUND_STATUS,
                    CANCEL_ORDER,
                    CHANGE_ADDRESS,
                    PAYMENT_PROBLEM,
                    DAMAGED_OR_WRONG_ITEM,
                    INVOICE_REQUEST,
                    HUMAN_AGENT -> true;
            case PRODUCT_AVAILABILITY,
                    SIZE_OR_PRODUCT_ADVICE,
                    PRICE_OR_DISCOUNT,
                    SHIPPING_POLICY,
                    RETURN_POLICY,
                    COMPLAINT,
                    GREETING,
                    THANKS,
                    GOODBYE,
                    FEEDBACK -> false;
        };
    }

    private Optional<SkillResult> answer(Asked asked, Turn turn) {
        List<Product> products = products(asked, turn);
        if (products.isEmpty() && asked.needsProduct()) {
            return Optional.empty();
        }
        List<Finding> findings = graph.answer(asked, products);
        if (findings.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SkillResult(
                new Reply.Say(phrases(findings)),
                products.isEmpty()
                        ? turn.memory().asking(null)
                        : turn.memory().aboutProduct(products.get(0).title()).asking(null)));
    }

    private static List<Phrase> phrases(List<Finding> findings) {
        List<Phrase> phrases = new ArrayList<>();
        Set<Source> sources = new LinkedHashSet<>();
        for (Finding finding : findings) {
            Map<String, Object> names = new HashMap<>(finding.names());
            phrases.add(Phrase.of("graph." + finding.say().name().toLowerCase(Locale.ROOT), names));
            Source source = finding.source();
            if (source != null) {
                sources.add(source);
            }
        }
        if (findings.stream().anyMatch(finding -> finding.say().isAboutHealth())) {
            phrases.add(Phrase.of("graph.caution"));
        }
        for (Source source : sources) {
            phrases.add(Phrase.of(
                    "graph.source",
                    Map.of(
                            "source",
                            source.title(),
                            "date",
                            source.issued().atStartOfDay(ZoneOffset.UTC).toInstant())));
        }
        return phrases;
    }

    /** One product for each sort that is named, else the one whose name is written, else the one that was talked about. */
    private static List<Product> products(Asked asked, Turn turn) {
        List<Product> named = search(turn, asked.rest()).stream()
                .filter(product -> isNamed(product, asked.rest()))
                .toList();
        List<Product> found = new ArrayList<>();
        for (Kinds kind : asked.kinds()) {
            ofKind(kind, named, turn).filter(one -> !found.contains(one)).ifPresent(found::add);
        }
        if (found.isEmpty() && asked.kinds().isEmpty() && !named.isEmpty()) {
            found.add(named.get(0));
        }
        String remembered = turn.memory().product();
        if (found.isEmpty() && asked.kinds().isEmpty() && remembered != null) {
            search(turn, remembered).stream().findFirst().ifPresent(found::add);
        }
        return found;
    }

    /** A store finds something for "can I it" too; a product is only named when a word of some length stands in its title. */
    private static boolean isNamed(Product product, String rest) {
        String title = product.title().toLowerCase(Locale.ROOT);
        for (String word : rest.split(" ", -1)) {
            int shortest = word.isEmpty() || word.codePointAt(0) < FIRST_IDEOGRAPH ? 4 : 2;
            if (word.length() >= shortest && title.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** The product of this sort that is also named; else the first of the sort. */
    private static Optional<Product> ofKind(Kinds kind, List<Product> named, Turn turn) {
        for (String words : kind.words()) {
            List<Product> candidates = search(turn, words);
            if (!candidates.isEmpty()) {
                Set<String> ids =
                        new LinkedHashSet<>(candidates.stream().map(Product::id).toList());
                String remembered = turn.memory().product();
                return named.stream()
                        .filter(product -> ids.contains(product.id()))
                        .findFirst()
                        .or(() -> candidates.stream()
                                .filter(product -> product.title().equals(remembered))
                                .findFirst())
                        .or(() -> Optional.of(candidates.get(0)));
            }
        }
        return Optional.empty();
    }

    private static List<Product> search(Turn turn, String words) {
        if (words.isBlank()) {
            return List.of();
        }
        return turn.stores().stream()
                .flatMap(store -> store.adapter().searchProducts(words, CANDIDATES).stream())
                .toList();
    }
}
