package io.polyclerk.core.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTemplatesTest {

    private static final List<String> LANGUAGES =
            List.of("en", "zh", "pt", "ar", "es", "fr", "de", "ja", "ko", "ru", "th", "vi", "id", "tr", "hi");

    private final ScriptPacks packs = new ScriptPacks(getClass().getClassLoader());

    @Test
    void everyLanguageHasTheSameFortyTemplatesWithTheSameGaps() {
        List<ScriptTemplate> english = packs.of("en");
        assertThat(english).hasSizeGreaterThanOrEqualTo(40);
        for (String language : LANGUAGES) {
            List<ScriptTemplate> own = packs.of(language);
            assertThat(own).as(language).extracting(ScriptTemplate::key).isEqualTo(keys(english));
            for (int place = 0; place < own.size(); place++) {
                ScriptTemplate template = own.get(place);
                assertThat(new ScriptText(template.text(), language).gaps())
                        .as(language + " " + template.key())
                        .isEqualTo(new ScriptText(english.get(place).text(), "en").gaps());
                assertThat(template.title()).isNotBlank().hasSizeLessThan(40).isNotEqualTo(template.key());
            }
            if (!language.equals("en")) {
                assertThat(own).extracting(ScriptTemplate::text).doesNotContainAnyElementsOf(texts(english));
            }
        }
    }

    private static List<String> keys(List<ScriptTemplate> templates) {
        return templates.stream().map(ScriptTemplate::key).toList();
    }

    private static List<String> texts(List<ScriptTemplate> templates) {
        return templates.stream().map(ScriptTemplate::text).toList();
    }

    @Test
    void everyTemplateReadsWellForAnyNumber() {
        for (String language : LANGUAGES) {
            for (ScriptTemplate template : packs.of(language)) {
                ScriptText text = new ScriptText(template.text(), language);
                for (String number : List.of("0", "1", "2", "3", "5", "11", "100")) {
                    Map<String, String> values = new HashMap<>();
                    text.gaps().forEach(gap -> values.put(gap, number));
                    assertThat(text.fill(values))
                            .isNotBlank()
                            .doesNotContain("{")
                            .doesNotContain("plural");
                }
            }
        }
    }

    @Test
    void pluralsFollowTheLanguage() {
        ScriptTemplate russian = template("ru", "order.received");
        ScriptText text = new ScriptText(russian.text(), "ru");
        assertThat(text.fill(Map.of("order", "7", "days", "2"))).contains("2 рабочих дня");
        assertThat(text.fill(Map.of("order", "7", "days", "5"))).contains("5 рабочих дней");
        ScriptText arabic = new ScriptText(template("ar", "order.received").text(), "ar");
        assertThat(arabic.fill(Map.of("order", "7", "days", "2"))).contains("يومي عمل");
    }

    private ScriptTemplate template(String language, String key) {
        return packs.of(language).stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsMissingUnknownOrNoNumberIsNamed() {
        ScriptText text = new ScriptText("{name}: {days, plural, one {# day} other {# days}}", "en");
        assertThatThrownBy(() -> text.fill(Map.of("name", "Ann"))).hasMessage("lacks days");
        assertThatThrownBy(() -> text.fill(Map.of("name", "Ann", "days", "soon")))
                .hasMessage("days is no number: soon");
        assertThatThrownBy(() -> text.fill(Map.of("name", "Ann", "days", "1", "x", "y")))
                .hasMessage("has no gap x");
        assertThat(text.fill(Map.of("name", "{days} 'x' #", "days", "1"))).isEqualTo("{days} 'x' #: 1 day");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{name",
                "{0}",
                "{a b}",
                "{x, date}",
                "{x, number, #,##0.00}",
                "{x, plural, one {a}}",
                "{<script>}"
            })
    void aBadPatternIsRefusedWithAReason(String pattern) {
        assertThatThrownBy(() -> new ScriptText(pattern, "en").fill(Map.of("x", "1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void anyPatternIsEitherRefusedOrFilled(@ForAll String pattern, @ForAll String value) {
        ScriptText text;
        try {
            text = new ScriptText(pattern, "en");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
            return;
        }
        Map<String, String> values = new HashMap<>();
        text.gaps().forEach(gap -> values.put(gap, value));
        try {
            assertThat(text.fill(values)).isNotNull();
        } catch (IllegalArgumentException wrongValue) {
            assertThat(text.gaps()).isNotEmpty();
        }
    }
}
