package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShorthandTest {

    @ParameterizedTest
    @CsvSource({
        "en, 'wheres my pkg, thx', 'where is my package, thanks'",
        "en, 'Thx!', 'thanks!'",
        "fr, 'tjrs pas recu ma cmd svp', 'toujours pas reçu ma commande s''il vous plaît'",
        "vi, 'đơn chưa dc giao r', 'đơn chưa được giao rồi'",
        "zh, '有冇貨', '有没有貨'",
        "zh, '仲未收到貨', '还没收到貨'",
        "zh, '3件有冇', '3件有没有'",
        "zh, 'iphone有冇', 'iphone有没有'",
        "ja, 'まだ届かない', 'まだ届かない'"
    })
    void whatIsShortOrDialectalIsWrittenOut(String language, String written, String meant) {
        assertThat(Shorthand.ofPack(language).spelledOut(written)).isEqualTo(meant);
    }

    @Test
    void wordsAreReplacedAsAWholeOnly() {
        Shorthand shorthand = Shorthand.of(Map.of("r", "are", "冇", "没有"));
        assertThat(shorthand.spelledOut("order R your r#12 冇咗")).isEqualTo("order are your are#12 没有咗");
    }

    @Test
    void aMessageReadsLikeItsWrittenOutForm() {
        FeatureExtractor extractor = PackModel.extractorOf("en");
        assertThat(extractor.extract("wheres my pkg")).isEqualTo(extractor.extract("where is my package"));
    }
}
