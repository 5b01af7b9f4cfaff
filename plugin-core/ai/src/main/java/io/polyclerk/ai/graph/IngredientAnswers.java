package io.polyclerk.ai.graph;

import io.polyclerk.ai.graph.TradeGraph.Between;
import io.polyclerk.ai.graph.TradeGraph.Definition;
import io.polyclerk.ai.graph.TradeGraph.Statement;
import io.polyclerk.core.knowledge.FactGraph.Say;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be said of ingredients, alone and in a product. */
final class IngredientAnswers {

    private static final int MOST = 4;
    private static final String ALL = "";

    private final TradeGraph graph;
    private final Teller teller;

    IngredientAnswers(TradeGraph graph, Teller teller) {
        this.graph = graph;
        this.teller = teller;
    }

    void contains(List<String> asked, ProductReading product) {
        if (!product.hasList()) {
            teller.say(Say.NO_LIST, Map.of("product", product.title()), null);
            return;
        }
        for (String one : asked.stream().limit(MOST).toList()) {
            Map<String, String> names = Map.of("product", product.title(), "ingredient", teller.name(one));
            if (product.listed().contains(one)) {
                teller.say(Say.CONTAINS, names, null);
                continue;
            }
            Optional<String> form = product.listed().stream()
                    .filter(listed -> graph.concept(listed).broader().contains(one))
                    .findFirst();
            if (form.isPresent()) {
                teller.say(
                        Say.CONTAINS_FORM,
                        Map.of(
                                "product",
                                product.title(),
                                "ingredient",
                                teller.name(one),
                                "found",
                                teller.name(form.get())),
                        null);
            } else {
                teller.say(Say.NOT_LISTED, names, null);
            }
        }
    }

    /** Two ingredients with each other. */
    void together(String one, String other) {
        if (!between(one, other, Say.CONFLICT, "notTogether")) {
            between(one, other, Say.GOES_WITH, "goesWith");
        }
    }

    /** An ingredient with those of a product. */
    void with(String asked, ProductReading product) {
        if (!product.hasList()) {
            teller.say(Say.NO_LIST, Map.of("product", product.title()), null);
            return;
        }
        int before = teller.findings().size();
        product.listed().stream().limit(60).forEach(listed -> between(listed, asked, Say.CONFLICT, "notTogether"));
        if (teller.findings().size() > before) {
            return;
        }
        product.listed().stream()
                .filter(listed -> graph.between(listed, asked, "goesWith").isPresent())
                .findFirst()
                .ifPresent(listed -> between(listed, asked, Say.GOES_WITH, "goesWith"));
        teller.say(
                Say.NO_CONFLICT,
                Map.of(
                        "product",
                        product.title(),
                        "other",
                        teller.name(asked),
                        "known",
                        Integer.toString(product.listed().size()),
                        "count",
                        Integer.toString(product.count())),
                null);
    }

    private boolean between(String one, String other, Say say, String predicate) {
        Optional<Between> said = graph.between(one, other, predicate);
        if (said.isEmpty() || one.equals(other)) {
            return false;
        }
        Map<String, String> names = new LinkedHashMap<>(Map.of("one", teller.name(one), "other", teller.name(other)));
        String because = said.get().because();
        names.put("reason", because == null ? "" : teller.name(because));
        teller.say(say, names, said.get().source());
        return true;
    }

    void pregnancy(List<String> ingredients) {
        for (String one : ingredients) {
            for (Statement statement : graph.statements(one, "pregnancy")) {
                Say say = caution(statement.object());
                teller.say(say, Map.of("ingredient", teller.name(one)), statement.source());
            }
        }
    }

    /** Cautions on what is in a product; what has none is only counted. */
    void pregnancy(ProductReading product) {
        if (!product.hasList()) {
            teller.say(Say.NO_LIST, Map.of("product", product.title()), null);
            return;
        }
        List<String> cautioned = product.listed().stream()
                .filter(one -> graph.statements(one, "pregnancy").stream()
                        .anyMatch(statement -> caution(statement.object()) != Say.PREGNANCY_NONE))
                .toList();
        pregnancy(cautioned);
        if (cautioned.isEmpty()) {
            teller.say(
                    Say.PREGNANCY_OPEN,
                    Map.of(
                            "product",
                            product.title(),
                            "known",
                            Integer.toString(product.listed().size()),
                            "count",
                            Integer.toString(product.count())),
                    null);
        }
    }

    private static Say caution(String level) {
        return switch (level.substring(level.indexOf('#') + 1)) {
            case "avoid" -> Say.PREGNANCY_AVOID;
            case "noKnownCaution" -> Say.PREGNANCY_NONE;
            default -> Say.PREGNANCY_ASK;
        };
    }

    void allergens(ProductReading product) {
        if (!product.hasList()) {
            teller.say(Say.NO_LIST, Map.of("product", product.title()), null);
            return;
        }
        List<String> found = new ArrayList<>();
        String source = null;
        for (String listed : product.listed()) {
            for (Statement statement : graph.statements(listed, "allergen")) {
                found.add(listed);
                source = statement.source();
            }
        }
        if (found.isEmpty()) {
            teller.say(Say.ALLERGENS_NONE, Map.of("product", product.title()), null);
        } else {
            teller.say(Say.ALLERGENS_IN, Map.of("product", product.title(), "allergens", teller.names(found)), source);
        }
    }

    void allergen(List<String> ingredients) {
        for (String one : ingredients) {
            for (Statement statement : graph.statements(one, "allergen")) {
                teller.say(Say.ALLERGEN, Map.of("ingredient", teller.name(one)), statement.source());
            }
        }
    }

    /** @param types of skin that are asked about; all when there are none */
    void skin(List<String> ingredients, List<String> types) {
        for (String one : ingredients.stream().limit(MOST).toList()) {
            skin(one, types, "suits", Say.SUITS);
            skin(one, types, "lessSuited", Say.LESS_SUITED);
        }
    }

    private void skin(String one, List<String> types, String predicate, Say say) {
        List<Statement> said = graph.statements(one, predicate).stream()
                .filter(statement -> types.isEmpty() || types.contains(statement.object()))
                .toList();
        if (!said.isEmpty()) {
            List<String> named = said.stream().map(Statement::object).toList();
            teller.say(
                    say,
                    Map.of("ingredient", teller.name(one), "types", teller.names(named)),
                    said.get(0).source());
        }
    }

    /** What it is, what it does, for whom, and what the law says. */
    void meaning(String concept) {
        Optional<Definition> definition = graph.definition(concept, teller.language());
        definition.ifPresent(found -> teller.say(
                Say.MEANING, Map.of("concept", teller.name(concept), "definition", found.text()), found.source()));
        List<Statement> functions = graph.statements(concept, "function");
        if (!functions.isEmpty()) {
            List<String> named = functions.stream().map(Statement::object).toList();
            teller.say(
                    Say.FUNCTION,
                    Map.of("ingredient", teller.name(concept), "functions", teller.names(named)),
                    functions.get(0).source());
        }
        skin(concept, List.of(), "suits", Say.SUITS);
        skin(concept, List.of(), "lessSuited", Say.LESS_SUITED);
        law(concept);
    }

    private void law(String concept) {
        for (Statement statement : graph.statements(concept, "limit")) {
            String scope = statement.scope();
            teller.say(
                    Say.LIMIT,
                    Map.of(
                            "ingredient",
                            teller.name(concept),
                            "limit",
                            statement.object(),
                            "scope",
                            scope == null ? ALL : teller.name(scope)),
                    statement.source());
        }
        for (Statement statement : graph.statements(concept, "banned")) {
            if (statement.object().equals("true")) {
                teller.say(Say.BANNED, Map.of("ingredient", teller.name(concept)), statement.source());
            }
        }
    }
}
