package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GlossTest {

    @ParameterizedTest
    @CsvSource({
        "de, 'wann kommt mein Paket', 'when comes my parcel'",
        "es, '¿dónde está mi pedido?', 'where is my order ?'",
        "ja, '荷物どこ', 'parcel where'",
        "zh, '还没到', 'not arrived yet'",
        "ko, '환불', 'refund'",
        "en, 'where is my parcel', 'where is my parcel'"
    })
    void wordsBecomeEnglishInTheOrderOfTheirLanguage(String language, String text, String english) {
        assertThat(read(Gloss.ofPack(language), text)).isEqualTo(english);
    }

    @Test
    void theLongestExpressionCounts() {
        Gloss gloss = Gloss.of(List.of("so\tso", "so weit\tso far", "weit\tfar away"), Glossary.of(Map.of()));
        assertThat(read(gloss, "so weit weit")).isEqualTo("so far far away");
    }

    @Test
    void whatIsWrittenWithoutItsMarksIsKnownUnlessAnotherWordIsWrittenSo() {
        Gloss gloss = Gloss.of(
                List.of("đơn hàng\torder", "hàng\tgoods", "bạn\tfriend", "bán\tsell", "ban\tyou"),
                Glossary.of(Map.of()));
        assertThat(read(gloss, "don hang")).isEqualTo("order");
        assertThat(read(gloss, "bạn bán ban")).isEqualTo("friend sell you");
    }

    @Test
    void anEndingHidesNoWord() {
        Gloss gloss = Gloss.of(List.of("kargo\tparcel", "배송\tdelivery"), Glossary.of(Map.of()));
        assertThat(read(gloss, "kargomuzdaki 배송은")).isEqualTo("parcel delivery");
    }

    @Test
    void whatArabicWritesBeforeAWordHidesItNot() {
        Gloss gloss = Gloss.of(List.of("طلب\torder"), Glossary.of(Map.of()));
        assertThat(read(gloss, "والطلب بالطلب")).isEqualTo("order order");
    }

    @Test
    void namesAndNumbersStayWhatTheyAre() {
        Gloss gloss = Gloss.of(List.of("от\tfrom"), Glossary.of(Map.of()));
        assertThat(read(gloss, "заказ 1044871 от Sony, a@b.example")).isEqualTo("something number from sony email");
    }

    @Test
    void conceptsOfThePackAreWordsToo() {
        Gloss gloss = Gloss.of(List.of("mein\tmy"), Glossary.of(Map.of("Sendungsnummer", "tracking_number")));
        assertThat(read(gloss, "meine Sendungsnummer")).isEqualTo("my tracking number");
    }

    @Property
    void anyTextIsRead(@ForAll String text) {
        assertThat(read(JAPANESE, text)).doesNotContain("null");
    }

    private static final Gloss JAPANESE = Gloss.ofPack("ja");

    @ParameterizedTest
    @MethodSource("io.polyclerk.ai.understanding.PackFiles#tags")
    void everyExpressionOfAPackIsWrittenAsItIsLookedUp(String tag) {
        List<String> lines = PackFiles.lines(tag + "/words.tsv").orElse(List.of());
        assertThat(lines).isSorted().doesNotHaveDuplicates();
        assertThat(lines)
                .allSatisfy(line -> assertThat(line).matches("[^\t]+\t[a-z0-9' ?-]*"))
                .allSatisfy(line -> {
                    String expression = line.substring(0, line.indexOf('\t'));
                    assertThat(Gloss.key(expression)).isEqualTo(expression);
                });
        if (!tag.equals("en")) {
            assertThat(lines).as("words of " + tag).hasSizeGreaterThan(3000);
        }
    }

    private static String read(Gloss gloss, String text) {
        List<String> words = Tokenizer.words(TextNormalizer.normalize(text));
        return String.join(
                " ",
                gloss.of(
                        words,
                        words.stream().map(TextNormalizer::withoutLatinMarks).toList()));
    }
}
