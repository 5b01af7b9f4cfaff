package io.polyclerk.core.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.understanding.Emotion;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Utterance;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderAction.LineQuantity;
import io.polyclerk.spi.store.OrderLine;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of things as shops have them. */
class ShopWordsTest {

    private static Variant part(String id, String title, Stock.State state) {
        Stock stock = new Stock(state, null, null, FakeStore.NOW);
        return new Variant(id, null, title, Map.of(), Money.of("9", "EUR"), null, null, stock);
    }

    private static List<Phrase> availability(Variant... variants) {
        Product set = new Product("1", "Tea set", null, null, null, List.of(), Map.of(), List.of(variants));
        Turn turn = new Turn(
                null,
                new Utterance("is the tea set in stock?", Utterance.Source.TEXT, List.of(), List.of()),
                new Interpretation("en", List.of(), false, List.of(), Emotion.NEUTRAL, false),
                null,
                List.of(),
                FakeStore.NOW);
        return ProductWords.availability(set, turn);
    }

    @Test
    void thePartsOfASetAreToldByTheirOwnNames() {
        assertThat(availability(part("1", "Pot", Stock.State.IN_STOCK), part("2", "Cup", Stock.State.OUT_OF_STOCK)))
                .containsExactly(
                        Phrase.of("product.in_stock", Map.of("title", "Pot")),
                        Phrase.of("product.sold_out", Map.of("title", "Cup")));
    }

    @Test
    void whatIsSoldInOneFormHasTheNameOfTheProduct() {
        assertThat(availability(part("1", "Form 1", Stock.State.IN_STOCK)))
                .containsExactly(Phrase.of("product.in_stock", Map.of("title", "Tea set")));
    }

    @Test
    void aShareOfWhatWasPaidInYenIsInWholeYen() {
        Order pounds = FakeStore.placed("9", "9", OrderStatus.DELIVERED, PaymentStatus.PAID);
        Order yen = new Order(
                pounds.id(),
                pounds.number(),
                pounds.revision(),
                pounds.status(),
                pounds.payment(),
                pounds.placedAt(),
                pounds.updatedAt(),
                Money.of("1000", "JPY"),
                List.of(new OrderLine("l1", null, null, null, "Cup", 3, Money.of("1000", "JPY"))),
                pounds.customer(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
        assertThat(OrderWords.price(yen, List.of(new LineQuantity("l1", 2)))).isEqualTo(Money.of("667", "JPY"));
        assertThat(OrderWords.price(pounds, List.of(new LineQuantity("l1", 1)))).isEqualTo(Money.of("20.00", "GBP"));
    }
}
