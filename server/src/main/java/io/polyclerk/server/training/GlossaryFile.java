package io.polyclerk.server.training;

import io.polyclerk.ai.understanding.ShopTerm;
import io.polyclerk.ai.understanding.ShopTerm.Kind;
import io.polyclerk.core.understanding.Intent;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A glossary as a table: {@code term,language,meaning}. The meaning is an intent's wire name, a product code written
 * {@code sku:COS-101}, or a concept of the language packs such as {@code parcel}.
 */
public final class GlossaryFile {

    private static final int LONGEST = 128;
    private static final int MOST_TERMS = 20_000;
    private static final String SKU = "sku:";
    private static final Pattern CONCEPT = Pattern.compile("[a-z0-9_]{1,64}");
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader("term", "language", "meaning")
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();

    private GlossaryFile() {}

    /** Terms by language. @throws IllegalArgumentException that names the line which cannot be used */
    public static Map<String, List<ShopTerm>> read(Reader content) {
        Map<String, Map<String, ShopTerm>> terms = new LinkedHashMap<>();
        try (CSVParser parser = CSVParser.parse(content, FORMAT)) {
            int count = 0;
            for (CSVRecord row : parser) {
                if (++count > MOST_TERMS) {
                    throw new IllegalArgumentException("more than " + MOST_TERMS + " terms");
                }
                String language = language(row);
                ShopTerm term = term(row);
                terms.computeIfAbsent(language, absent -> new LinkedHashMap<>()).put(term.term(), term);
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw new IllegalArgumentException("not a CSV file: " + unreadable.getMessage(), unreadable);
        }
        Map<String, List<ShopTerm>> lists = new LinkedHashMap<>();
        terms.forEach((language, byTerm) -> lists.put(language, List.copyOf(byTerm.values())));
        return lists;
    }

    private static String language(CSVRecord row) {
        if (row.size() != 3) {
            throw refused(row, "has " + row.size() + " columns instead of term,language,meaning");
        }
        String language = row.get("language").toLowerCase(Locale.ROOT);
        if (!School.teaches(language)) {
            throw refused(row, "there is no language pack '" + language + "'");
        }
        return language;
    }

    private static ShopTerm term(CSVRecord row) {
        String term = row.get("term").replace("\uFEFF", "").strip();
        String meaning = row.get("meaning").strip();
        if (term.isEmpty() || term.length() > LONGEST || term.indexOf('\0') >= 0) {
            throw refused(row, "a term has 1 to " + LONGEST + " characters");
        }
        if (meaning.toLowerCase(Locale.ROOT).startsWith(SKU)) {
            String code = meaning.substring(SKU.length()).strip();
            if (code.isEmpty() || code.length() > LONGEST || code.indexOf('\0') >= 0) {
                throw refused(row, "a product code has 1 to " + LONGEST + " characters");
            }
            return new ShopTerm(term, Kind.SKU, code);
        }
        if (Intent.ofWireName(meaning).isPresent()) {
            return new ShopTerm(term, Kind.INTENT, meaning);
        }
        if (!CONCEPT.matcher(meaning).matches()) {
            throw refused(row, "a meaning is an intent, sku:<code> or a concept in small letters");
        }
        return new ShopTerm(term, Kind.CONCEPT, meaning);
    }

    private static IllegalArgumentException refused(CSVRecord row, String problem) {
        return new IllegalArgumentException("line " + (row.getRecordNumber() + 1) + ": " + problem);
    }

    /** The same table again. */
    public static String write(Map<String, List<ShopTerm>> terms) {
        StringBuilder table = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(
                table,
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader("term", "language", "meaning")
                        .get())) {
            for (Map.Entry<String, List<ShopTerm>> language : terms.entrySet()) {
                for (ShopTerm term : language.getValue()) {
                    printer.printRecord(
                            term.term(),
                            language.getKey(),
                            term.kind() == Kind.SKU ? SKU + term.meaning() : term.meaning());
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return table.toString();
    }
}
