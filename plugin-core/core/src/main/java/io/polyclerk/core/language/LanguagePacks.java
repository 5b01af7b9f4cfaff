package io.polyclerk.core.language;

import com.ibm.icu.util.ULocale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The packs at hand. Immutable. */
public final class LanguagePacks {

    /** Spoken when a shopper's language is not enabled or not known. */
    public static final String FALLBACK = "en";

    private final Map<String, LanguagePack> packs;

    public LanguagePacks(Iterable<LanguagePack> available) {
        Map<String, LanguagePack> byTag = new TreeMap<>();
        available.forEach(pack -> byTag.put(pack.tag(), pack));
        if (!byTag.containsKey(FALLBACK)) {
            throw new IllegalArgumentException("the pack '" + FALLBACK + "' is missing");
        }
        packs = Map.copyOf(byTag);
    }

    /** The pack of this tag, of the script that is written where it says, of its language alone, or the fallback. */
    public LanguagePack forTag(String tag) {
        LanguagePack exact = packs.get(tag);
        if (exact != null) {
            return exact;
        }
        ULocale locale = ULocale.addLikelySubtags(ULocale.forLanguageTag(tag.replace('_', '-')));
        LanguagePack written = packs.get(locale.getLanguage() + "-" + locale.getScript());
        LanguagePack general = written == null ? packs.get(locale.getLanguage()) : written;
        return general != null
                ? general
                : packs.getOrDefault(FALLBACK, packs.values().iterator().next());
    }

    /** The languages. */
    public Set<String> tags() {
        return packs.keySet().stream().filter(tag -> tag.indexOf('-') < 0).collect(Collectors.toUnmodifiableSet());
    }

    /** The languages, and the other scripts that one is written in: for words that shoppers may use. */
    public Set<String> writings() {
        return packs.keySet();
    }
}
