package io.polyclerk.core.script;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The text of a template: what it wants to know, and how it reads when it knows it. Immutable. */
public final class ScriptText {

    private static final int MOST_GAPS = 20;
    private static final int LONGEST_VALUE = 1_000;
    private static final String NAME = "[A-Za-z][A-Za-z0-9_]{0,39}";

    private final MessageFormat format;
    private final Set<String> names = new TreeSet<>();
    private final Set<String> numbers = new TreeSet<>();

    /** @throws IllegalArgumentException with what is wrong with the pattern, for the person who wrote it */
    public ScriptText(String pattern, String language) {
        MessagePattern parsed;
        try {
            parsed = new MessagePattern(pattern);
            format = new MessageFormat(pattern, ULocale.forLanguageTag(language));
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new IllegalArgumentException(
                    "is no message pattern: " + firstLine(malformed.getMessage())
                            + "; write '{' as ''{'', a gap as {name}",
                    malformed);
        }
        gaps(parsed);
        if (names.size() > MOST_GAPS) {
            throw new IllegalArgumentException("has more than " + MOST_GAPS + " gaps");
        }
    }

    private void gaps(MessagePattern parsed) {
        for (int place = 0; place < parsed.countParts(); place++) {
            MessagePattern.Part part = parsed.getPart(place);
            if (part.getType() == MessagePattern.Part.Type.ARG_NUMBER) {
                throw new IllegalArgumentException("has a gap without a name: " + parsed.getSubstring(part));
            }
            if (part.getType() == MessagePattern.Part.Type.ARG_NAME) {
                String name = parsed.getSubstring(part);
                if (!name.matches(NAME)) {
                    throw new IllegalArgumentException(
                            "has a gap with a bad name: " + name + "; use letters, digits and '_'");
                }
                names.add(name);
                switch (parsed.getPart(place - 1).getArgType()) {
                    case NONE -> {}
                    case PLURAL, SELECTORDINAL, CHOICE -> numbers.add(name);
                    case SELECT -> {}
                    case SIMPLE ->
                        throw new IllegalArgumentException(
                                "formats " + name + " itself; give it as text, or use {" + name + ", plural, …}");
                }
            }
        }
    }

    private static String firstLine(@Nullable String message) {
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        return line.length() <= 120 ? line : line.substring(0, 120) + "…";
    }

    /** What has to be filled in, in alphabetic order. */
    public Set<String> gaps() {
        return Set.copyOf(names);
    }

    /** @throws IllegalArgumentException with what is missing, unknown or no number */
    public String fill(Map<String, String> values) {
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("lacks " + String.join(", ", missing));
        }
        Map<String, Object> arguments = new HashMap<>();
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (!names.contains(value.getKey())) {
                throw new IllegalArgumentException("has no gap " + shorten(value.getKey()));
            }
            if (value.getValue().length() > LONGEST_VALUE) {
                throw new IllegalArgumentException(value.getKey() + " has more than " + LONGEST_VALUE + " characters");
            }
            arguments.put(
                    value.getKey(),
                    numbers.contains(value.getKey()) ? number(value.getKey(), value.getValue()) : value.getValue());
        }
        return format.clone() instanceof MessageFormat own ? own.format(arguments) : "";
    }

    private static BigDecimal number(String name, String value) {
        if (!value.strip().matches("-?\\d{1,9}(\\.\\d{1,4})?")) {
            throw new IllegalArgumentException(name + " is no number: " + shorten(value));
        }
        return new BigDecimal(value.strip());
    }

    private static String shorten(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
