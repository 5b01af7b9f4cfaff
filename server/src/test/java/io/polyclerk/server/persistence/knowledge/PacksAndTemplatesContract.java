package io.polyclerk.server.persistence.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.graph.Pack;
import io.polyclerk.core.script.ScriptTemplate;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.knowledge.SqlLibrary.Entry;
import io.polyclerk.server.scripts.Scripts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What merchants add of their own stays theirs, on every database. */
abstract class PacksAndTemplatesContract {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final String TURTLE = """
            @prefix dcterms: <http://purl.org/dc/terms/> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            <https://shop.example/p> a skos:ConceptScheme ; dcterms:title "Ünsere Stoffe 布料" .
            <https://shop.example/p#a> a skos:Concept ; skos:prefLabel "x"@en .
            """;

    private Database database;
    private SqlPacks packs;
    private SqlLibrary library;
    private Scripts scripts;

    abstract Database open() throws Exception;

    @BeforeEach
    void openStores() throws Exception {
        database = open();
        packs = new SqlPacks(database);
        library = new SqlLibrary(database);
        scripts = new Scripts(new SqlScripts(database), library, Clock.fixed(NOW, ZoneOffset.UTC));
        database.write(session -> {
            for (String table : List.of("knowledge_pack", "script_template", "knowledge_text")) {
                session.update("delete from " + table);
            }
            return true;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPackBelongsToItsMerchant() {
        SqlPacks.Entry added = packs.add("demo", Pack.read(TURTLE), TURTLE, NOW).orElseThrow();
        assertThat(packs.all("demo")).containsExactly(added);
        assertThat(added.title()).isEqualTo("Ünsere Stoffe 布料");
        assertThat(packs.turtle("demo", added.id())).hasValue(TURTLE);
        assertThat(packs.turtle("other", added.id())).isEmpty();
        assertThat(packs.versions("other")).isEmpty();
        assertThat(packs.delete("other", added.id())).isFalse();
        assertThat(packs.delete("demo", added.id())).isTrue();
        assertThat(packs.versions("demo")).isEmpty();
    }

    @Test
    void aMerchantHasOnlySoManyPacks() {
        Pack pack = Pack.read(TURTLE);
        for (int i = 0; i < SqlPacks.MOST; i++) {
            assertThat(packs.add("demo", pack, TURTLE, NOW)).isPresent();
        }
        assertThat(packs.add("demo", pack, TURTLE, NOW)).isEmpty();
        assertThat(packs.add("other", pack, TURTLE, NOW)).isPresent();
    }

    @Test
    void aMerchantsOwnTemplateStandsInPlaceOfTheShippedOneAndOnTop() {
        assertThat(scripts.save("demo", template("order.delay", "Ours: {order}", false), false))
                .isTrue();
        assertThat(scripts.save("demo", template("order.delay", "again {order}", false), false))
                .isFalse();
        List<ScriptTemplate> found = scripts.find("demo", "en", "");
        assertThat(found.get(0).text()).isEqualTo("Ours: {order}");
        assertThat(found)
                .extracting(ScriptTemplate::key)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(40);
        assertThat(scripts.one("other", "en", "order.delay").orElseThrow().own())
                .isFalse();
        assertThat(scripts.delete("demo", "en", "order.delay")).isTrue();
        assertThat(scripts.one("demo", "en", "order.delay").orElseThrow().own()).isFalse();
        assertThat(scripts.delete("demo", "en", "order.delay")).isFalse();
    }

    @Test
    void templatesAreFoundByWordsInTheirLanguage() {
        assertThat(keys("en", "parcel lost")).startsWith("order.lost");
        assertThat(keys("zh", "退款")).first().asString().startsWith("refund.");
        assertThat(keys("de", "Rechnung")).startsWith("invoice.sent");
        assertThat(keys("ru", "возврат")).isNotEmpty();
        assertThat(keys("th", "คืนเงิน")).isNotEmpty();
        assertThat(keys("en", "xylophone")).isEmpty();
        assertThat(scripts.find("demo", "xx", "")).isEmpty();
    }

    private List<String> keys(String language, String query) {
        return scripts.find("demo", language, query).stream()
                .map(ScriptTemplate::key)
                .toList();
    }

    @Test
    void whatIsMarkedForTheBotIsATextThatItAnswersFromUntilItIsNot() {
        scripts.save("demo", template("shop.parking", "There is parking behind the shop.", true), false);
        assertThat(library.all("demo"))
                .extracting(Entry::kind, Entry::title)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(SqlLibrary.Kind.TEMPLATE, "Title"));
        assertThat(library.versions("demo")).hasSize(1);
        scripts.save("demo", template("shop.parking", "No parking.", false), true);
        assertThat(library.all("demo")).isEmpty();
        scripts.save("demo", template("shop.parking", "There is parking.", true), true);
        scripts.delete("demo", "en", "shop.parking");
        assertThat(library.all("demo")).isEmpty();
    }

    private static ScriptTemplate template(String key, String text, boolean forBot) {
        return new ScriptTemplate(key, "en", "Title", text, List.of("one", "two"), true, forBot);
    }
}
