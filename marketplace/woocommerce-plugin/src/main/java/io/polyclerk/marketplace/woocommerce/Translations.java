package io.polyclerk.marketplace.woocommerce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the plugin's texts in the forms that WordPress reads: a POT template, a PO file for each language as the source that
 * translators know, and {@code .l10n.php} files, which WordPress loads without compiling (since 6.5).
 *
 * <p>A translation is a file {@code <locale>.txt} with as many lines as the plugin has texts, in the order of {@code en.txt}.
 */
public final class Translations {

    private static final Pattern TEXT = Pattern.compile(
            "\\b(?:__|esc_html__|esc_attr__|esc_html_e|esc_attr_e)\\(\\s*'((?:[^'\\\\]|\\\\.)*)'\\s*,\\s*'polyclerk'");

    /** What a block's own file says. WordPress looks it up with this as its context. */
    private static final Pattern OF_BLOCK = Pattern.compile("\"(title|description)\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern WITH_CONTEXT = Pattern.compile("\\[(block \\w+)] (.*)");

    private Translations() {}

    /** @param arguments folder of the plugin, folder of the translations, folder to write to */
    public static void main(String[] arguments) throws IOException {
        Path plugin = Path.of(arguments[0]);
        Path translations = Path.of(arguments[1]);
        Path target = Files.createDirectories(Path.of(arguments[2]));
        List<String> texts = textsOf(plugin);
        Files.writeString(
                target.resolve("polyclerk.pot"),
                catalogue(texts, texts.stream().map(text -> "").toList(), ""));
        for (Map.Entry<String, List<String>> language :
                languages(translations, texts).entrySet()) {
            String name = "polyclerk-" + language.getKey();
            Files.writeString(target.resolve(name + ".po"), catalogue(texts, language.getValue(), language.getKey()));
            Files.writeString(target.resolve(name + ".l10n.php"), php(texts, language.getValue(), language.getKey()));
        }
    }

    /** What the plugin says, each text once, in the order of files and lines; what has a context begins with it in brackets. */
    static List<String> textsOf(Path plugin) throws IOException {
        Map<String, Boolean> texts = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(plugin)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".php"))
                    .sorted()
                    .toList()) {
                Matcher found = TEXT.matcher(Files.readString(file));
                while (found.find()) {
                    texts.put(found.group(1).replace("\\'", "'"), true);
                }
            }
        }
        try (Stream<Path> files = Files.walk(plugin)) {
            for (Path file :
                    files.filter(one -> one.endsWith("block.json")).sorted().toList()) {
                Matcher found = OF_BLOCK.matcher(Files.readString(file));
                while (found.find()) {
                    texts.put("[block " + found.group(1) + "] " + found.group(2), true);
                }
            }
        }
        return List.copyOf(texts.keySet());
    }

    /**
     * The translations by locale, in the order of the texts.
     *
     * @throws IllegalArgumentException when a file has not as many lines as there are texts, or its English is not that of the plugin
     */
    static SortedMap<String, List<String>> languages(Path folder, List<String> texts) throws IOException {
        List<String> english = Files.readAllLines(folder.resolve("en.txt"));
        if (english.size() != texts.size() || !english.containsAll(texts)) {
            List<String> missing = new ArrayList<>(texts);
            missing.removeAll(english);
            List<String> over = new ArrayList<>(english);
            over.removeAll(texts);
            throw new IllegalArgumentException("en.txt lacks " + missing + " and has too much: " + over);
        }
        SortedMap<String, List<String>> languages = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String locale = String.valueOf(file.getFileName()).replace(".txt", "");
                List<String> lines = Files.readAllLines(file);
                if (lines.size() != english.size()) {
                    throw new IllegalArgumentException(
                            file + " has " + lines.size() + " lines instead of " + english.size());
                }
                if (!locale.equals("en")) {
                    languages.put(
                            locale,
                            texts.stream()
                                    .map(text -> lines.get(english.indexOf(text)))
                                    .toList());
                }
            }
        }
        return languages;
    }

    private static String catalogue(List<String> texts, List<String> translations, String locale) {
        StringBuilder file = new StringBuilder(
                        "msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: Polyclerk\\n\"\n\"Language: ")
                .append(locale)
                .append("\\n\"\n\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n")
                .append("\"Content-Transfer-Encoding: 8bit\\n\"\n\"X-Domain: polyclerk\\n\"\n");
        for (int i = 0; i < texts.size(); i++) {
            Matcher text = WITH_CONTEXT.matcher(texts.get(i));
            boolean hasContext = text.matches();
            file.append(hasContext ? "\nmsgctxt \"" + text.group(1) + "\"\nmsgid \"" : "\nmsgid \"")
                    .append(quoted(hasContext ? text.group(2) : texts.get(i), '"'))
                    .append("\"\nmsgstr \"")
                    .append(quoted(translations.get(i), '"'))
                    .append("\"\n");
        }
        return file.toString();
    }

    private static String php(List<String> texts, List<String> translations, String locale) {
        StringBuilder file = new StringBuilder("<?php\nreturn array(\n\t'domain'   => 'polyclerk',\n\t'language' => '")
                .append(locale)
                .append("',\n\t'messages' => array(\n");
        for (int i = 0; i < texts.size(); i++) {
            Matcher text = WITH_CONTEXT.matcher(texts.get(i));
            // WordPress parts a context from its text by this sign.
            String key = text.matches()
                    ? '"' + text.group(1) + "\\4\" . '" + quoted(text.group(2), '\'') + "'"
                    : "'" + quoted(texts.get(i), '\'') + "'";
            file.append("\t\t")
                    .append(key)
                    .append(" => '")
                    .append(quoted(translations.get(i), '\''))
                    .append("',\n");
        }
        return file.append("\t),\n);\n").toString();
    }

    private static String quoted(String text, char quote) {
        return text.replace("\\", "\\\\").replace(String.valueOf(quote), "\\" + quote);
    }
}
