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

/** Reads packs from the class path, folder {@code languages/<tag>/}; {@code languages/index.txt} lists the tags. */
public final class PackReader {

    private final ClassLoader resources;

    public PackReader(ClassLoader resources) {
        this.resources = resources;
    }

    /** All packs of the index. @throws IllegalArgumentException when one cannot be read */
    public List<LanguagePack> readAll() {
        List<LanguagePack> packs = new ArrayList<>();
        for (String tag : text("languages/index.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .toList()) {
            packs.add(read(tag.strip()));
        }
        return packs;
    }

    private LanguagePack read(String tag) {
        Properties properties = new Properties();
        try (InputStream stream = open("languages/" + tag + "/phrases.properties")) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> phrases = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> phrases.put(key, properties.getProperty(key)));
        ULocale locale = ULocale.forLanguageTag(tag);
        return new LanguagePack(tag, locale.getDisplayName(locale), locale.isRightToLeft(), phrases);
    }

    private String text(String path) {
        try (InputStream stream = open(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
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
