package io.polyclerk.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.ibm.icu.text.PluralRules;
import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.delivery.DeliveryState;
import io.polyclerk.core.media.PhotoInspector;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Slot;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.ShipmentStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of the console: all of them in all fifteen languages, with the same variables. */
class ConsoleWordsTest {

    private static final Path CONSOLE = Path.of("src/main/webapp/console");
    private static final List<String> LANGUAGES =
            List.of("en", "zh", "ar", "de", "es", "fr", "hi", "id", "ja", "ko", "pt", "ru", "th", "tr", "vi");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");
    private static final Pattern SAID = Pattern.compile("\\bsay\\(\"([\\w.]+)\"");
    private static final String OTHER = ".other";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, String> words(String language) throws IOException {
        return JSON.readValue(
                CONSOLE.resolve("words/" + language + ".json").toFile(), new TypeReference<Map<String, String>>() {});
    }

    private static Set<String> variables(String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    /** What a key is called without its form of number. */
    private static String stem(String key) {
        return key.replaceFirst("\\.(zero|one|two|few|many|other)$", "");
    }

    private static Set<String> stems(Map<String, String> words) {
        Set<String> stems = new LinkedHashSet<>();
        words.keySet().forEach(key -> stems.add(stem(key)));
        return stems;
    }

    @Test
    void everythingIsSaidInEveryLanguage() throws IOException {
        Set<String> english = stems(words("en"));
        for (String language : LANGUAGES) {
            assertThat(stems(words(language))).as(language).containsExactlyInAnyOrderElementsOf(english);
        }
    }

    @Test
    void everyTextHasTheVariablesOfTheEnglishOne() throws IOException {
        Map<String, String> english = words("en");
        List<String> faults = new ArrayList<>();
        for (String language : LANGUAGES) {
            words(language).forEach((key, text) -> {
                String said = english.getOrDefault(key, english.get(stem(key) + OTHER));
                Set<String> wanted = variables(said == null ? "" : said);
                // "one ticket" needs no figure where a language says it in a word.
                wanted.removeIf(name -> name.equals("{count}") && !key.endsWith(OTHER) && !key.equals(stem(key)));
                Set<String> had = variables(text);
                if (!had.containsAll(wanted)
                        || !variables(said == null ? "" : said).containsAll(had)) {
                    faults.add(language + " " + key + ": " + text);
                }
            });
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void whatIsCountedHasTheFormsOfItsLanguage() throws IOException {
        List<String> faults = new ArrayList<>();
        Set<String> counted = new TreeSet<>();
        words("en").keySet().stream().filter(key -> key.endsWith(".one")).forEach(key -> counted.add(stem(key)));
        for (String language : LANGUAGES) {
            Map<String, String> words = words(language);
            Set<String> forms = new TreeSet<>(
                    PluralRules.forLocale(Locale.forLanguageTag(language)).getKeywords());
            // Said as the usual form: no language here has its own word for none, and millions are never counted.
            forms.remove("zero");
            if (!List.of("ar", "ru").contains(language)) {
                forms.remove("many");
            }
            counted.forEach(key -> forms.stream()
                    .filter(form -> !words.containsKey(key + "." + form))
                    .forEach(form -> faults.add(language + " " + key + "." + form)));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everythingThatThePagesSayHasWords() throws IOException {
        Set<String> known = stems(words("en"));
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CONSOLE)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".js")).toList()) {
                Matcher said = SAID.matcher(Files.readString(file));
                while (said.find()) {
                    if (!known.contains(said.group(1))) {
                        faults.add(file.getFileName() + ": " + said.group(1));
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyStateThatTheApiTellsHasWords() throws IOException {
        Map<String, String> english = words("en");
        List<String> faults = new ArrayList<>();
        Map<String, Enum<?>[]> told = Map.of(
                "delivery", DeliveryState.values(),
                "actionState", ActionState.values(),
                "action", ActionKind.values(),
                "slot", Slot.values(),
                "intent", Intent.values(),
                "fault", PhotoInspector.Fault.values(),
                "ticket", TicketState.values(),
                "order", OrderStatus.values(),
                "payment", PaymentStatus.values(),
                "shipment", ShipmentStatus.values());
        told.forEach((prefix, values) -> {
            for (Enum<?> value : values) {
                String key = prefix + "." + value.name().toLowerCase(Locale.ROOT);
                if (!english.containsKey(key)) {
                    faults.add(key);
                }
            }
        });
        assertThat(faults).isEmpty();
    }
}
