package io.polyclerk.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserPageTest {

    private static ResourceBundle words(String... tags) {
        return BrowserPage.words(
                List.of(tags).stream().map(Locale::forLanguageTag).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh", "pt", "ar", "es", "fr", "de", "ja", "ko", "ru", "th", "vi", "id", "tr", "hi"})
    void everyLanguageHasEveryWord(String tag) {
        ResourceBundle words = words(tag);
        assertThat(words.getString("tag")).isEqualTo(tag);
        // The words of the root stand in for those that are missing.
        assertThat(words.keySet()).allSatisfy(key -> {
            assertThat(words.getString(key)).isNotBlank();
            if (!tag.equals("en") && !List.of("chat", "api", "console").contains(key)) {
                assertThat(words.getString(key)).isNotEqualTo(words("en").getString(key));
            }
        });
    }

    @Test
    void theStartLeadsToTheChatWhereThereIsOne() {
        assertThat(BrowserPage.start("/chat/web").html(words("en")))
                .contains("<a href=\"/chat/web\">Chat</a>", "<a href=\"/console/\">", "<a href=\"/openapi/ui/\">")
                .doesNotContain("{{");
        assertThat(BrowserPage.start(null).html(words("en"))).doesNotContain(">Chat<");
        assertThat(BrowserPage.lost(404).html(words("ar"))).contains("dir=\"rtl\"", "<a href=\"/\">");
    }

    @Test
    void aCountryOrAScriptMakesNoDifference() {
        assertThat(words("pt-BR").getString("tag")).isEqualTo("pt");
        assertThat(words("zh-Hant-TW").getString("tag")).isEqualTo("zh");
    }

    @Test
    void theFirstLanguageThatWeHaveCounts() {
        assertThat(words("fi", "de", "fr").getString("tag")).isEqualTo("de");
        assertThat(words("fi").getString("tag")).isEqualTo("en");
        assertThat(words().getString("tag")).isEqualTo("en");
    }

    @Test
    void aListWithoutEndIsNotReadToItsEnd() {
        List<Locale> invented = Stream.concat(
                        IntStream.range(0, 1_000).mapToObj(i -> Locale.forLanguageTag("fi-x-a" + i)),
                        Stream.of(Locale.GERMAN))
                .toList();
        assertThat(BrowserPage.words(invented).getString("tag")).isEqualTo("en");
    }
}
