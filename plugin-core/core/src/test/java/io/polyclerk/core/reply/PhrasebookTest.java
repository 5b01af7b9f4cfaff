package io.polyclerk.core.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.language.PackReader;
import io.polyclerk.core.media.PhotoInspector.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhrasebookTest {

    private final Phrasebook phrasebook =
            new Phrasebook(new LanguagePacks(new PackReader(PhrasebookTest.class.getClassLoader()).readAll()));

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh", "pt", "ar", "es", "fr", "de", "ja", "ko", "ru", "th", "vi", "id", "tr", "hi"})
    void everyFaultHasItsOwnWordInEveryLanguage(String tag) {
        String some = seen(tag, "of another kind");
        for (Fault fault : Fault.values()) {
            if (fault.isFault()) {
                assertThat(seen(tag, fault.wireName())).as(fault.name()).isNotEqualTo(some);
            }
        }
    }

    @Test
    void namesKeepTheirDirectionInsideARightToLeftSentence() {
        assertThat(seen("ar", "scratch")).contains("\u2068Mug\u2069", "خدش");
    }

    private String seen(String tag, String fault) {
        return phrasebook.render(tag, Phrase.of("photo.seen", Map.of("product", "Mug", "fault", fault)));
    }
}
