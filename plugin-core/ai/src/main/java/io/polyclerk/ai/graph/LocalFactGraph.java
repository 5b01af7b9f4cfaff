package io.polyclerk.ai.graph;

import io.polyclerk.core.knowledge.FactGraph;
import io.polyclerk.core.knowledge.Retriever.Question;
import io.polyclerk.spi.store.Product;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The packs that are shipped and those of each merchant, asked in process. Nothing is loaded before somebody asks. Thread-safe. */
public final class LocalFactGraph implements FactGraph {

    private static final System.Logger LOGGER = System.getLogger(LocalFactGraph.class.getName());
    private static final int MOST_PRODUCTS = 2;

    private final TradeGraphs graphs;

    /** @param library what merchants have brought */
    public LocalFactGraph(PackLibrary library) {
        this.graphs = new TradeGraphs(library);
    }

    /** The graphs, for those who look into them. */
    public TradeGraphs graphs() {
        return graphs;
    }

    @Override
    public Optional<Asked> read(Question question) {
        try {
            return read(question, graphs.of(question.merchant()));
        } catch (RuntimeException | LinkageError failure) {
            LOGGER.log(System.Logger.Level.ERROR, "the graph of " + question.merchant() + " cannot be asked", failure);
            return Optional.empty();
        }
    }

    private Optional<Asked> read(Question question, TradeGraph graph) {
        String language = general(question.language());
        String plain = Words.plain(question.text());
        List<Labels.Found> found = graph.labels().find(plain, languages(language));
        List<Labels.Found> cues = graphs.questions().find(plain, language);
        Map<String, List<Labels.Found>> kinds = new LinkedHashMap<>();
        List<String> concepts = new ArrayList<>();
        Set<String> ingredients = new HashSet<>();
        Set<String> terms = new HashSet<>();
        boolean skins = false;
        for (Labels.Found one : found) {
            if (graph.is(one.concept(), "ProductKind")) {
                kinds.computeIfAbsent(one.concept(), address -> new ArrayList<>())
                        .add(one);
            } else if (graph.is(one.concept(), "Ingredient")) {
                ingredients.add(one.concept());
                concepts.add(one.concept());
            } else if (graph.is(one.concept(), "SkinType")) {
                skins = true;
                concepts.add(one.concept());
            } else if (graph.is(one.concept(), "Term") || graph.is(one.concept(), "Device")) {
                terms.add(one.concept());
                concepts.add(one.concept());
            }
        }
        Set<String> said = new HashSet<>();
        cues.forEach(cue -> said.add(cue.concept()));
        Optional<Kind> kind =
                Questions.kind(said, new Questions.Named(ingredients, terms, skins, kinds.size()), !kinds.isEmpty());
        return kind.map(known -> new Asked(
                known,
                question.merchant(),
                question.text(),
                language,
                concepts.stream().distinct().toList(),
                kinds.entrySet().stream()
                        .map(entry -> new Kinds(words(entry.getKey(), entry.getValue(), plain, graph, language)))
                        .toList(),
                rest(plain, found, cues)));
    }

    /** As the shopper says it, then as shops in the two languages that most catalogues have may say it. */
    private static List<String> words(
            String kind, List<Labels.Found> found, String plain, TradeGraph graph, String language) {
        Set<String> words = new LinkedHashSet<>();
        found.forEach(one -> words.add(plain.substring(one.start(), one.end())));
        words.addAll(graph.names(kind, List.of(language, "en", "zh")));
        return List.copyOf(words);
    }

    private static String rest(String plain, List<Labels.Found> found, List<Labels.Found> cues) {
        StringBuilder rest = new StringBuilder(plain);
        List<Labels.Found> all = new ArrayList<>(found);
        all.addAll(cues);
        for (Labels.Found one : all) {
            for (int place = one.start(); place < one.end(); place++) {
                rest.setCharAt(place, ' ');
            }
        }
        return rest.toString().replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ").strip();
    }

    /** Loads what is shipped, so that the first shopper does not wait for it. */
    public void prepare() {
        read(new Question("", "what is retinol", "en")).ifPresent(asked -> answer(asked, List.of()));
    }

    @Override
    public List<Finding> answer(Asked asked, List<Product> products) {
        try {
            return answer(asked, products, graphs.of(asked.merchant()));
        } catch (RuntimeException | LinkageError failure) {
            LOGGER.log(System.Logger.Level.ERROR, "the graph of " + asked.merchant() + " cannot be asked", failure);
            return List.of();
        }
    }

    private static List<Finding> answer(Asked asked, List<Product> products, TradeGraph graph) {
        Set<String> languages = languages(asked.language());
        List<ProductReading> read = products.stream()
                .limit(MOST_PRODUCTS)
                .map(product -> ProductReading.of(product, graph, languages))
                .toList();
        Teller teller = new Teller(graph, asked.language());
        IngredientAnswers ingredients = new IngredientAnswers(graph, teller);
        List<String> named = of(asked, graph, "Ingredient");
        switch (asked.kind()) {
            case CONTAINS -> read.stream().limit(1).forEach(product -> ingredients.contains(named, product));
            case TOGETHER -> together(named, read, ingredients);
            case PREGNANCY -> {
                if (named.isEmpty()) {
                    read.stream().limit(1).forEach(ingredients::pregnancy);
                } else {
                    ingredients.pregnancy(named);
                }
            }
            case SKIN -> ingredients.skin(named, of(asked, graph, "SkinType"));
            case ALLERGENS -> {
                if (named.isEmpty()) {
                    read.stream().limit(1).forEach(ingredients::allergens);
                } else {
                    ingredients.allergen(named);
                }
            }
            case COMPATIBLE -> fits(asked, graph, read, teller);
            case MEANING -> asked.concepts().stream().limit(2).forEach(ingredients::meaning);
        }
        return teller.findings();
    }

    private static void together(List<String> named, List<ProductReading> read, IngredientAnswers ingredients) {
        if (!read.isEmpty()) {
            named.stream().limit(2).forEach(one -> ingredients.with(one, read.get(0)));
        } else if (named.size() > 1) {
            ingredients.together(named.get(0), named.get(1));
        }
    }

    private static void fits(Asked asked, TradeGraph graph, List<ProductReading> read, Teller teller) {
        if (read.isEmpty()) {
            return;
        }
        ProductReading product = read.get(0);
        Set<String> fitsBy = new LinkedHashSet<>();
        product.terms().stream()
                .filter(term -> graph.is(term, "ProductKind"))
                .forEach(kind -> fitsBy.addAll(graph.concept(kind).fitsBy()));
        FitAnswers fit = new FitAnswers(graph, teller);
        if (read.size() > 1) {
            fit.both(product, read.get(1), fitsBy);
            return;
        }
        List<String> wanted = new ArrayList<>(of(asked, graph, "Term"));
        List<String> devices = of(asked, graph, "Device");
        // A device tells more than the connector beside it: "an iPhone 14 with this USB-C cable".
        fit.works(product, devices.isEmpty() ? wanted : devices, fitsBy);
        fit.power(product, asked.text());
    }

    private static List<String> of(Asked asked, TradeGraph graph, String type) {
        return asked.concepts().stream().filter(one -> graph.is(one, type)).toList();
    }

    private static Set<String> languages(String language) {
        return language.equals("en") ? Set.of("en") : Set.of("en", language);
    }

    private static String general(String tag) {
        int hyphen = tag.indexOf('-');
        return (hyphen < 0 ? tag : tag.substring(0, hyphen)).toLowerCase(Locale.ROOT);
    }
}
