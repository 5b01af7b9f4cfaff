package io.polyclerk.server.scripts;

import io.polyclerk.ai.retrieval.ShopText;
import io.polyclerk.ai.retrieval.TextSearch;
import io.polyclerk.core.script.ScriptPacks;
import io.polyclerk.core.script.ScriptTemplate;
import io.polyclerk.core.script.ScriptText;
import io.polyclerk.server.persistence.knowledge.SqlLibrary;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.Entry;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.Kind;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.State;
import io.polyclerk.server.persistence.knowledge.SqlScripts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The library of templates: a merchant's own before the shipped ones. What a merchant marks for the bot becomes a text that it answers from.
 * Thread-safe.
 */
public final class Scripts {

    /** Templates that a merchant may have in all languages. */
    public static final int MOST = 2_000;

    private final SqlScripts store;
    private final SqlLibrary library;
    private final Clock clock;
    private final ScriptPacks packs = new ScriptPacks(ScriptPacks.class.getClassLoader());
    private final Map<String, List<ScriptTemplate>> shipped = new ConcurrentHashMap<>();

    public Scripts(SqlScripts store, SqlLibrary library, Clock clock) {
        this.store = store;
        this.library = library;
        this.clock = clock;
    }

    /** All of a language, the merchant's own first; those that share a word with the query, best first, when there is one. */
    public List<ScriptTemplate> find(String merchant, String language, String query) {
        List<ScriptTemplate> all = all(merchant, language);
        if (query.isBlank()) {
            return all;
        }
        List<TextSearch.Text> texts = all.stream()
                .map(one -> new TextSearch.Text(
                        one.title() + " " + String.join(" ", one.tags()) + " "
                                + one.key().replaceAll("[._]", " "),
                        one.text()))
                .toList();
        List<ScriptTemplate> ranked = new ArrayList<>();
        TextSearch.rank(query, language, texts).forEach(place -> ranked.add(all.get(place)));
        // A merchant's own stand on top of what is shipped.
        ranked.sort(Comparator.comparing((ScriptTemplate one) -> !one.own()));
        return ranked;
    }

    private List<ScriptTemplate> all(String merchant, String language) {
        Map<String, ScriptTemplate> byKey = new TreeMap<>();
        shipped.computeIfAbsent(language, packs::of).forEach(one -> byKey.put(one.key(), one));
        store.all(merchant, language).forEach(one -> byKey.put(one.key(), one));
        return byKey.values().stream()
                .sorted(Comparator.comparing((ScriptTemplate one) -> !one.own()).thenComparing(ScriptTemplate::key))
                .toList();
    }

    /** The merchant's own, else the shipped one. */
    public Optional<ScriptTemplate> one(String merchant, String language, String key) {
        return store.one(merchant, language, key)
                .or(() -> shipped.computeIfAbsent(language, packs::of).stream()
                        .filter(one -> one.key().equals(key))
                        .findFirst());
    }

    /** Whether the merchant itself has written it. */
    public boolean isOwn(String merchant, String language, String key) {
        return store.one(merchant, language, key).isPresent();
    }

    /** Whether the merchant has as many as it may. */
    public boolean isFull(String merchant) {
        return store.count(merchant) >= MOST;
    }

    /** @return false when there is one with this key and {@code replace} is not set */
    public boolean save(String merchant, ScriptTemplate template, boolean replace) {
        Instant now = clock.instant();
        if (!store.save(merchant, template, replace, now)) {
            return false;
        }
        String id = textId(merchant, template.language(), template.key());
        if (template.forBot()) {
            tell(merchant, template, id, now);
        } else {
            library.delete(id);
        }
        return true;
    }

    private void tell(String merchant, ScriptTemplate template, String id, Instant now) {
        String text = new ScriptText(template.text(), template.language()).fill(Map.of());
        Entry entry = new Entry(
                id,
                merchant,
                Kind.TEMPLATE,
                template.title(),
                template.language(),
                null,
                null,
                State.READY,
                100,
                null,
                Integer.toHexString((template.title() + "\n" + text).hashCode()),
                now);
        library.save(entry, List.of(new ShopText.Piece("", text)), false);
    }

    /** @return whether there was one of the merchant's own */
    public boolean delete(String merchant, String language, String key) {
        library.delete(textId(merchant, language, key));
        return store.delete(merchant, language, key);
    }

    private static String textId(String merchant, String language, String key) {
        return "template-"
                + UUID.nameUUIDFromBytes((merchant + "\n" + language + "\n" + key).getBytes(StandardCharsets.UTF_8));
    }
}
