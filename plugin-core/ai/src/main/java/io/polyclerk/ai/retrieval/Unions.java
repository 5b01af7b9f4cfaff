package io.polyclerk.ai.retrieval;

import com.ibm.icu.text.LocaleDisplayNames;
import com.ibm.icu.util.Region;
import com.ibm.icu.util.Region.RegionType;
import com.ibm.icu.util.ULocale;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Shoppers name their country, shops write rules for the European Union. Names of countries and of the union are those of the Unicode
 * CLDR, so this holds in every language. Thread-safe.
 */
final class Unions {

    private static final String UNION = "EU";
    private static final int SHORTEST = 2;
    private static final Map<String, Unions> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Pattern countries;
    private final String union;

    private Unions(String language) {
        LocaleDisplayNames names = LocaleDisplayNames.getInstance(ULocale.forLanguageTag(language));
        union = names.regionDisplayName(UNION);
        String border = Analyzers.isIdeographic(language) ? "" : "(?<![\\p{L}\\p{M}])";
        List<String> members = Region.getInstance(UNION).getContainedRegions(RegionType.TERRITORY).stream()
                .map(region -> names.regionDisplayName(region.toString()))
                .filter(name -> name.length() >= SHORTEST)
                .map(name -> Pattern.quote(name.toLowerCase(Locale.ROOT)))
                .toList();
        countries = Pattern.compile(border + "(?:" + String.join("|", members) + ")" + border.replace("(?<!", "(?!"));
    }

    /** The question, with the union behind it when it names one of its countries. */
    static String named(String question, String language) {
        Unions unions = BY_LANGUAGE.computeIfAbsent(language, Unions::new);
        return unions.countries.matcher(question.toLowerCase(Locale.ROOT)).find()
                ? question + " (" + unions.union + ")"
                : question;
    }
}
