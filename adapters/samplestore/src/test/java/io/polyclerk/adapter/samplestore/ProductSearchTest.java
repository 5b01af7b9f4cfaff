package io.polyclerk.adapter.samplestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.spi.store.Product;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductSearchTest {

    @TempDir
    Path home;

    private SampleStoreAdapter shop;

    @BeforeEach
    void openShop() {
        shop = SampleShop.open(home);
    }

    @ParameterizedTest
    @CsvSource({
        "toner, COS-101",
        "rose water, COS-101",
        "do you have a red lipstick?, COS-104",
        "sunscreen, COS-103",
        "sun cream for the face, COS-103",
        "wireless earbuds in black, ELE-201",
        "noise cancelling headphones, ELE-202",
        "usb-c charger, ELE-203",
        "powerbank, ELE-204",
        "waterproof jacket size M, FAS-302",
        "running shoes 42, FAS-308",
        "jeans, FAS-304",
        "mugs, HOM-401",
        "knives, HOM-403",
        "a tent for two, OUT-501",
        "rucksack, OUT-503",
        "flask, OUT-504",
        "head lamp, OUT-505",
        "jigsaw, TOY-603",
        "teddy, TOY-602",
        "Is the Orbit watch waterproof?, ELE-205"
    })
    void findsByEnglishWords(String words, String sku) {
        assertThat(first(words)).isEqualTo(sku);
    }

    @ParameterizedTest
    @CsvSource({
        "口红, COS-104",
        "我想买一瓶爽肤水, COS-101",
        "有没有防晒霜？, COS-103",
        "降噪耳机头戴式, ELE-202",
        "充电宝, ELE-204",
        "65W 充电器, ELE-203",
        "充電器, ELE-203",
        "羊毛围巾还有货吗, FAS-307",
        "跑步鞋 42码, FAS-308",
        "马克杯, HOM-401",
        "帐篷, OUT-501",
        "保温杯, OUT-504",
        "积木, TOY-601",
        "拼图, TOY-603"
    })
    void findsByChineseWords(String words, String sku) {
        assertThat(first(words)).isEqualTo(sku);
    }

    @ParameterizedTest
    @CsvSource({
        "lipstik, COS-104",
        "mascarra, COS-108",
        "headfones, ELE-202",
        "keybaord, ELE-207",
        "speeker, ELE-206",
        "sneekers, FAS-305",
        "hamock, OUT-507",
        "puzzels, TOY-603",
        "smartwach, ELE-205"
    })
    void forgivesSlips(String words, String sku) {
        assertThat(first(words)).isEqualTo(sku);
    }

    @ParameterizedTest
    @CsvSource({"head, ELE-202", "lip, COS-104", "hamm, OUT-507", "kett, HOM-404"})
    void findsByTheBeginningOfAWord(String words, String sku) {
        assertThat(skus(words)).contains(sku);
    }

    @ParameterizedTest
    @CsvSource({
        "ELE-205, ELE-205",
        "ele205, ELE-205",
        "ELE-205-42, ELE-205",
        "is FAS-308-ORG-42 in stock, FAS-308",
        "COS 101 200, COS-101",
        "TOY-603 有货吗, TOY-603"
    })
    void findsBySku(String words, String sku) {
        assertThat(first(words)).isEqualTo(sku);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "?!",
                "unicorn saddle",
                "bitcoin",
                "汽车轮胎",
                "what is the weather today",
                "ELE-999",
                "can I use it with vitamin C",
                "I want 2 of them"
            })
    void findsNothingWhenNothingFits(String words) {
        assertThat(skus(words)).isEmpty();
    }

    @Test
    void answersInTheLanguageOfTheWords() {
        Product english = shop.searchProducts("toner", 1).get(0);
        assertThat(english.title()).isEqualTo("Velmora Rosewater Toner");
        assertThat(english.facts()).containsKey("Suitable for");
        Product chinese = shop.searchProducts("爽肤水", 1).get(0);
        assertThat(chinese.title()).isEqualTo("维尔莫拉玫瑰水爽肤水");
        assertThat(chinese.facts()).containsKey("适用肤质");
        assertThat(chinese.variants().get(0).title()).isEqualTo("100 毫升");
        assertThat(chinese.id()).isEqualTo(english.id());
    }

    @Test
    void aWordWithinAnotherCountsOnlyWhereNothingIsCalledSo() {
        assertThat(skus("a board for the evening")).contains("TOY-606").doesNotContain("ELE-207");
    }

    @Test
    void neverGivesMoreThanAskedFor() {
        assertThat(shop.searchProducts("shoes", 2)).hasSize(2);
        assertThat(shop.searchProducts("shoes", 0)).isEmpty();
        assertThat(skus("shoes")).contains("FAS-305", "FAS-306", "FAS-308");
    }

    @Test
    void thePictureLiesInTheJar() {
        for (Product product : shop.searchProducts("cosmetics", 50)) {
            String path = product.picture().toString().replaceFirst("^samplestore", "");
            assertThat(SampleStoreProvider.class.getResource(path)).as(path).isNotNull();
        }
    }

    private String first(String words) {
        List<String> skus = skus(words);
        return skus.isEmpty() ? "nothing" : skus.get(0);
    }

    private List<String> skus(String words) {
        return shop.searchProducts(words, 10).stream()
                .map(product -> product.id().replaceFirst("product-", ""))
                .toList();
    }

    @Test
    void aQuestionForTheStoreItselfFindsNoStorageJars() {
        assertThat(skus("do you have a store in berlin")).isEmpty();
    }
}
