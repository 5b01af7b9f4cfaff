package io.polyclerk.core.language;

import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads packs from the class path, folder {@code languages/<tag>/}; {@code languages/index.txt} lists the tags and
 * {@code languages/topics.txt} the files of phrases, one a topic.
 */
public final class PackReader {

    private final ClassLoader resources;

    public PackReader(ClassLoader resources) {
        this.resources = resources;
    }

    /** All packs of the index, and Chinese in traditional characters too. @throws IllegalArgumentException when one cannot be read */
    public List<LanguagePack> readAll() {
        List<LanguagePack> packs = new ArrayList<>();
        List<String> topics = lines("languages/topics.txt");
        for (String tag : lines("languages/index.txt")) {
            LanguagePack pack = read(tag, topics);
            packs.add(pack);
            if (tag.equals("zh")) {
                packs.add(new TraditionalChinese(lines("languages/zh/traditional.csv")).of(pack));
            }
        }
        return packs;
    }

    private LanguagePack read(String tag, List<String> topics) {
        Map<String, String> phrases = new HashMap<>();
        for (String topic : topics) {
            Properties properties = properties("languages/" + tag + "/phrases/" + topic + ".properties");
            for (String key : properties.stringPropertyNames()) {
                if (phrases.put(key, properties.getProperty(key)) != null) {
                    throw new IllegalArgumentException("language pack " + tag + " says '" + key + "' in two topics");
                }
            }
        }
        ULocale locale = ULocale.forLanguageTag(tag);
        return new LanguagePack(tag, locale.getDisplayName(locale), locale.isRightToLeft(), phrases);
    }

    private Properties properties(String path) {
        Properties properties = new Properties();
        try (InputStream stream = open(path)) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }

    private List<String> lines(String path) {
        try (InputStream stream = open(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private InputStream open(String path) {
        InputStream stream = resources.getResourceAsStream(path);
        if (stream == null) {
            throw new IllegalArgumentException("language packs lack " + path);
        }
        return stream;
    }
}
