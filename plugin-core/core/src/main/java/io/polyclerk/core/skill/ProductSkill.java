package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Reply;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers about products from what the shop says of them: stock, price or facts. Never invents. */
public final class ProductSkill implements Skill {

    private static final int MOST_PRODUCTS = 3;
    private static final int MOST_OF_A_SORT = 20;
    /** "And the 42 mm one?" speaks of the product before; who writes more says of which. */
    private static final int LONGEST_REFERENCE = 40;

    private final Intent intent;
    private final ProductDescription description;
    private final Goods goods;
    private final Knowledge knowledge;

    /**
     * @param description what is told about a product for this intent
     * @param goods finds things by what they are called in other languages
     */
    ProductSkill(Intent intent, ProductDescription description, Goods goods, Knowledge knowledge) {
        this.intent = intent;
        this.description = description;
        this.goods = goods;
        this.knowledge = knowledge;
    }

    /** Puts a product into words. */
    @FunctionalInterface
    public interface ProductDescription {
        List<Phrase> describe(Product product, Turn turn);
    }

    @Override
    public Intent intent() {
        return intent;
    }

    @Override
    public SkillResult handle(Turn turn) {
        Memory memory = turn.memory();
        String words = wordsFor(turn);
        List<Product> products = find(turn, words);
        boolean guessed =
                intent == Intent.PRICE_OR_DISCOUNT || products.stream().noneMatch(product -> names(words, product));
        if (guessed && namesNone(turn) && memory.product() == null && !isAskedFor(memory)) {
            // "Where do I type the voucher?" finds cables by their type when it is looked up as a product, and "what
            // tool do I need?"
            // something that is only spelt alike.
            List<Phrase> written = knowledge.answer(turn, passage -> !isOffThePrice(passage, turn));
            if (!written.isEmpty()) {
                return new SkillResult(new Reply.Say(written), memory.asking(null));
            }
        }
        if (!products.isEmpty()) {
            products = AskedOptions.of(turn).fitting(products);
            List<Phrase> phrases = new ArrayList<>();
            for (Product product : products) {
                List<Phrase> missing = AskedOptions.of(turn).missing(product);
                phrases.addAll(missing.isEmpty() ? description.describe(product, turn) : missing);
            }
            if (intent != Intent.SIZE_OR_PRODUCT_ADVICE) {
                ProductWords.freshness(products, turn.now()).ifPresent(phrases::add);
                // Where it can be bought.
                if (products.size() == 1) {
                    ProductWords.page(products.get(0)).ifPresent(phrases::add);
                }
            }
            return new SkillResult(
                    new Reply.Say(phrases),
                    memory.aboutProduct(products.get(0).title(), intent.wireName())
                            .asking(null));
        }
        // "How much?" is no product's name but another question about the product that is still missing.
        boolean askedAlready = isAskedFor(memory);
        if (askedAlready) {
            return new SkillResult(
                    new Reply.Say(
                            List.of(Phrase.of("product.unknown", Map.of("words", shorten(words)))),
                            List.of(Offers.human())),
                    memory.asking(null));
        }
        List<Phrase> written = knowledge.answer(turn, passage -> !isOffThePrice(passage, turn));
        if (!written.isEmpty()) {
            return new SkillResult(new Reply.Say(written), memory.asking(null));
        }
        OpenQuestion question = new OpenQuestion(intent.wireName(), Wanted.PRODUCT, 1);
        return new SkillResult(
                new Reply.Ask(List.of(Phrase.of("ask_product")), question, List.of()), memory.asking(question));
    }

    private boolean isAskedFor(Memory memory) {
        OpenQuestion question = memory.question();
        return question != null
                && question.wanted() == Wanted.PRODUCT
                && question.intent().equals(intent.wireName());
    }

    /** What a thing costs stands in no rules for delivery or returns, however near their words are. */
    private boolean isOffThePrice(Passage passage, Turn turn) {
        return intent == Intent.PRICE_OR_DISCOUNT && (asksOfAnything(passage, turn) || isOfOtherRules(passage, turn));
    }

    /** "How much is it?" names nothing, so whatever costs something seems to answer it. */
    private static boolean asksOfAnything(Passage passage, Turn turn) {
        String said = PackWords.plain(passage.heading() + " " + passage.text());
        String asked = PackWords.plain(turn.utterance().text());
        return Stream.of(asked.split("[^\\p{L}\\p{M}\\p{N}]+")).noneMatch(word -> Shelf.isTelling(word, said));
    }

    private static boolean isOfOtherRules(Passage passage, Turn turn) {
        return turn.stores().stream()
                .flatMap(store -> store.adapter().policies().stream())
                .anyMatch(policy ->
                        (policy.kind() == ShopPolicy.Kind.RETURNS || policy.kind() == ShopPolicy.Kind.SHIPPING)
                                && policy.title().equals(passage.source().title()));
    }

    private boolean names(String words, Product product) {
        return goods.isNamed(words)
                || Shelf.holdsWord(product.title().toLowerCase(Locale.ROOT), PackWords.plain(words));
    }

    private static boolean namesNone(Turn turn) {
        return turn.interpretation().slot(Slot.SKU).isEmpty()
                && turn.interpretation().slot(Slot.PRODUCT).isEmpty();
    }

    private static String wordsFor(Turn turn) {
        List<String> named = new ArrayList<>(turn.interpretation().all(Slot.SKU));
        named.addAll(turn.interpretation().all(Slot.PRODUCT));
        return named.isEmpty() ? turn.utterance().text() : String.join(" ", named);
    }

    private List<Product> find(Turn turn, String words) {
        List<Product> found = ofTheSort(turn, words, search(turn, words));
        String remembered = turn.memory().product();
        if (remembered == null) {
            return found;
        }
        if (found.isEmpty()) {
            return search(turn, remembered);
        }
        if (turn.utterance().text().length() > LONGEST_REFERENCE) {
            return found;
        }
        AskedOptions asked = AskedOptions.of(turn);
        if (!asked.isEmpty()) {
            // A blue kettle that is asked for by its name again is found already.
            Optional<Product> same = found.stream()
                    .filter(product -> product.title().equals(remembered))
                    .findFirst();
            if (same.isPresent()) {
                return List.of(same.get());
            }
            List<Product> named = search(turn, asked.beside());
            // "In black?" asks of the product before, not which other things are black.
            return named.isEmpty() ? before(turn, remembered).map(List::of).orElse(found) : named;
        }
        return found.stream()
                .filter(product -> product.title().equals(remembered))
                .findFirst()
                .or(() -> search(turn, remembered).stream().findFirst())
                .filter(product -> ProductWords.namesOption(product, turn))
                .map(List::of)
                .orElse(found);
    }

    /** A shop in another language finds nothing, or something else, for words that it does not know. */
    private List<Product> ofTheSort(Turn turn, String words, List<Product> found) {
        if (!goods.isNamed(words)) {
            return found;
        }
        List<Product> sort = goods.find(turn, words, MOST_OF_A_SORT);
        if (sort.isEmpty()) {
            return found;
        }
        Set<String> ids = sort.stream().map(Product::id).collect(Collectors.toSet());
        List<Product> both =
                found.stream().filter(product -> ids.contains(product.id())).toList();
        return both.isEmpty() ? sort.stream().limit(MOST_PRODUCTS).toList() : both;
    }

    private static Optional<Product> before(Turn turn, String remembered) {
        return search(turn, remembered).stream()
                .filter(product -> product.title().equals(remembered))
                .findFirst();
    }

    private static List<Product> search(Turn turn, String words) {
        if (words.isBlank()) {
            return List.of();
        }
        return turn.stores().stream()
                .flatMap(store -> store.adapter().searchProducts(words, MOST_PRODUCTS).stream())
                .limit(MOST_PRODUCTS)
                .toList();
    }

    private static String shorten(String words) {
        return words.length() <= 80 ? words : words.substring(0, words.offsetByCodePoints(0, 79)) + "…";
    }
}
