package io.polyclerk.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

    private final LanguagePacks packs =
            new LanguagePacks(new PackReader(VocabularyTest.class.getClassLoader()).readAll());

    @ParameterizedTest
    @ValueSource(strings = {"price", "other one", "plural", "amount", "count"})
    void howPhrasesAreWrittenIsNoWordOfALanguage(String text) {
        Vocabulary vocabulary = new Vocabulary(packs);
        // Not all languages: in India people say "price".
        assertThat(List.of("ar", "de", "es", "fr", "ja", "pt", "ru", "zh"))
                .noneMatch(tag -> vocabulary.holds(tag, text));
    }

    @Test
    void whatIsSaidInAnyCaseOfAPhraseIsAWordOfItsLanguage() {
        Vocabulary vocabulary = new Vocabulary(
                new LanguagePacks(
                        List.of(
                                new LanguagePack(
                                        "en",
                                        "English",
                                        false,
                                        Map.of(
                                                "a",
                                                "Don't {kind, select, cup {wash {n, plural, one {# cup} other {# cups}} of ''tea''} other {go}} today, {name}")))));
        assertThat(vocabulary.holds("en", "Don't wash cups of tea, go today")).isTrue();
        assertThat(vocabulary.holds("en", "cup")).isTrue();
        assertThat(vocabulary.holds("en", "one")).isFalse();
        assertThat(vocabulary.holds("en", "kind")).isFalse();
        assertThat(vocabulary.holds("en", "name")).isFalse();
    }
}
