package io.polyclerk.ai.understanding;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The words of one language that announce details, from {@code slots.json} of its pack. Lower case.
 *
 * @param regions ISO 3166 codes of countries whose phone numbers are likely, most likely first
 * @param digits for each digit, how it is spoken
 * @param repeat words that double or triple the next digit
 * @param numbers number words with their values
 * @param wanted words right before a number of things: "I need 2"
 * @param having words right before a number word that counts things: "there are two"; before digits they rather ask for a size
 * @param dozens expressions that count things without a word for what is counted
 * @param colours names of colours by their English name
 * @param months for each month, its names
 */
public record SlotWords(
        List<String> regions,
        List<String> order,
        List<String> tracking,
        List<String> phone,
        List<String> postcode,
        List<String> address,
        List<String> secret,
        List<String> size,
        List<String> units,
        List<String> time,
        List<String> measures,
        List<String> currencies,
        List<List<String>> digits,
        Map<String, Integer> repeat,
        Map<String, Integer> numbers,
        List<String> wanted,
        List<String> having,
        Map<String, Integer> dozens,
        Map<String, List<String>> colours,
        List<List<String>> months,
        List<String> days) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the words of a pack from the class path. @throws IllegalArgumentException when the pack has none */
    static SlotWords of(String tag) {
        String path = "/languages/" + tag + "/slots.json";
        try (InputStream stream = SlotWords.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException("language packs lack " + path);
            }
            return JSON.readValue(stream, SlotWords.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
