package io.polyclerk.core.language;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

    /** The pack of this tag, of its language without region and script, or the fallback. */
    public LanguagePack forTag(String tag) {
        LanguagePack exact = packs.get(tag);
        if (exact != null) {
            return exact;
        }
        int hyphen = tag.indexOf('-');
        LanguagePack general = packs.get(hyphen < 0 ? tag : tag.substring(0, hyphen));
        return general != null
                ? general
                : packs.getOrDefault(FALLBACK, packs.values().iterator().next());
    }

    public Set<String> tags() {
        return packs.keySet();
    }
}
