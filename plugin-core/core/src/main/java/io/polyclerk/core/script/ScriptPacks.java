package io.polyclerk.core.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Reads the templates that are shipped: {@code languages/<tag>/templates.properties} with a title and a text for each key. */
public final class ScriptPacks {

    private static final String TITLE = ".title";
    private static final String TEXT = ".text";

    private final ClassLoader resources;

    public ScriptPacks(ClassLoader resources) {
        this.resources = resources;
    }

    /** Those of a language in the order of their keys; none when there is no such pack. */
    public List<ScriptTemplate> of(String language) {
        if (!language.matches("[a-z]{2,3}")) {
            return List.of();
        }
        try (InputStream file = resources.getResourceAsStream("languages/" + language + "/templates.properties")) {
            if (file == null) {
                return List.of();
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return templates(properties, language);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<ScriptTemplate> templates(Properties properties, String language) {
        Set<String> keys = new TreeSet<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.endsWith(TEXT))
                .forEach(name -> keys.add(name.substring(0, name.length() - TEXT.length())));
        List<ScriptTemplate> templates = new ArrayList<>();
        for (String key : keys) {
            templates.add(new ScriptTemplate(
                    key,
                    language,
                    properties.getProperty(key + TITLE, key),
                    properties.getProperty(key + TEXT, ""),
                    List.of(key.split("[._]")),
                    false,
                    false));
        }
        return templates;
    }
}
