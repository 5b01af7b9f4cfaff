package io.polyclerk.ai.retrieval;

import com.ibm.icu.text.LocaleDisplayNames;
import com.ibm.icu.text.TimeZoneNames;
import com.ibm.icu.util.Region;
import com.ibm.icu.util.Region.RegionType;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import com.ibm.icu.util.ULocale;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shoppers name their city or country, shops write rules for countries, for the European Union and for all the others. Names of countries,
 * of the union and of the city after which a time zone is called are those of the Unicode CLDR, so this holds in every language. Thread-safe.
 */
final class Places {

    private static final String UNION = "EU";
    private static final int SHORTEST = 4;
    private static final int SHORTEST_IDEOGRAPHIC = 2;
    /** A jersey is worn, and a turkey is eaten, more often than they are shipped to. */
    private static final Set<String> ALSO_WORDS = Set.of("JE", "TR", "TD", "GU");

    private static final Set<String> MEMBERS =
            Region.getInstance(UNION).getContainedRegions(RegionType.TERRITORY).stream()
                    .map(Region::toString)
                    .collect(Collectors.toUnmodifiableSet());
    private static final Map<String, String> OTHERS = Analyzers.lines("/retrieval/other-countries.txt").stream()
            .map(line -> line.split(" ", 2))
            .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1]));
    private static final Map<String, Places> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final LocaleDisplayNames names;
    private final @Nullable String others;
    /** Lower-case names with their regions. Cities are told apart by a capital where there are capitals: some are words. */
    private final Map<String, String> countries = new HashMap<>();

    private final Map<String, String> cities = new HashMap<>();
    private final Pattern all;

    private Places(String language) {
        ULocale locale = ULocale.forLanguageTag(language);
        names = LocaleDisplayNames.getInstance(locale);
        others = OTHERS.get(language);
        int shortest = Analyzers.isIdeographic(language) ? SHORTEST_IDEOGRAPHIC : SHORTEST;
        for (String region : ULocale.getISOCountries()) {
            String name = names.regionDisplayName(region).toLowerCase(Locale.ROOT);
            if (name.length() >= shortest && !ALSO_WORDS.contains(region)) {
                countries.put(name, region);
            }
        }
        TimeZoneNames zones = TimeZoneNames.getInstance(locale);
        for (String zone : TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, null, null)) {
            String city = zones.getExemplarLocationName(zone);
            if (city != null && city.length() >= shortest) {
                cities.putIfAbsent(city.toLowerCase(Locale.ROOT), TimeZone.getRegion(zone));
            }
        }
        all = pattern(Analyzers.isIdeographic(language) ? "" : "(?<![\\p{L}\\p{M}])");
    }

    private Pattern pattern(String border) {
        Set<String> both = new LinkedHashSet<>(countries.keySet());
        both.addAll(cities.keySet());
        List<String> longestFirst = both.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .toList();
        return Pattern.compile(border + "(?:" + String.join("|", longestFirst) + ")" + border.replace("(?<!", "(?!"));
    }

    /**
     * The question, with what its places belong to behind it.
     *
     * @param isWritten whether the shop's texts name a country
     */
    static String named(String question, String language, Predicate<String> isWritten) {
        return BY_LANGUAGE.computeIfAbsent(language, Places::new).named(question, isWritten);
    }

    private String named(String question, Predicate<String> isWritten) {
        Set<String> more = new LinkedHashSet<>();
        Matcher matcher = all.matcher(question.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String region = regionOf(matcher.group(), question, matcher.start());
            if (region != null) {
                String country = names.regionDisplayName(region);
                if (!countries.containsKey(matcher.group())) {
                    more.add(country);
                }
                if (MEMBERS.contains(region)) {
                    more.add(names.regionDisplayName(UNION));
                } else if (others != null && !isWritten.test(country)) {
                    more.add(others);
                }
            }
        }
        return more.isEmpty() ? question : question + " (" + String.join(", ", more) + ")";
    }

    /** The countries and cities that a text names, in another language: countries by their names there. */
    static Map<String, String> translated(String text, String from, String to) {
        Places here = BY_LANGUAGE.computeIfAbsent(from, Places::new);
        Places there = BY_LANGUAGE.computeIfAbsent(to, Places::new);
        Map<String, String> names = new HashMap<>();
        Matcher matcher = here.all.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String region = here.regionOf(matcher.group(), text, matcher.start());
            if (region != null) {
                names.put(matcher.group(), there.names.regionDisplayName(region));
            }
        }
        return names;
    }

    private @Nullable String regionOf(String name, String question, int start) {
        String country = countries.get(name);
        boolean isSmall = start < question.length() && Character.isLowerCase(question.charAt(start));
        return country != null || isSmall ? country : cities.get(name);
    }
}
