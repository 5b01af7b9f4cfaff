package io.polyclerk.marketplace.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * What a machine can check of Shopify's review list ("App Store AI self-review requirements", "Configure theme app extensions"; read
 * 2026-11-22). What only people can check is in review/by-hand.md.
 */
class ReviewChecklistTest {

    private static final Set<String> LANGUAGES =
            Set.of("en", "zh-CN", "pt-BR", "ar", "es", "fr", "de", "ja", "ko", "ru", "th", "vi", "id", "tr", "hi");
    private static final Path EXTENSION = Path.of("extensions/launcher");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode app() throws IOException {
        return new TomlMapper().readTree(Files.readString(Path.of("shopify.app.toml")));
    }

    private static String liquid() throws IOException {
        return Files.readString(EXTENSION.resolve("blocks/launcher.liquid"));
    }

    private static JsonNode schema() throws IOException {
        Matcher schema = Pattern.compile("\\{% schema %}(.*)\\{% endschema %}", Pattern.DOTALL)
                .matcher(liquid());
        assertThat(schema.find()).isTrue();
        return JSON.readTree(schema.group(1));
    }

    @Test
    void theAppIsEmbeddedAndInstalledFromShopifysPagesOnly() throws IOException {
        assertThat(app().path("embedded").asBoolean()).isTrue();
        assertThat(app().at("/access_scopes/use_legacy_install_flow").asBoolean(true))
                .isFalse();
        assertThat(app().path("application_url").asText())
                .startsWith("https://")
                .endsWith("/install/shopify/app");
    }

    @Test
    void readingIsAskedForAndWritingIsOptional() throws IOException {
        Set<String> asked = Set.of(app().at("/access_scopes/scopes").asText().split(","));
        List<String> optional = new ArrayList<>();
        app().at("/access_scopes/optional_scopes").forEach(scope -> optional.add(scope.asText()));

        assertThat(asked).allMatch(scope -> scope.startsWith("read_")).doesNotContain("read_all_orders");
        assertThat(optional).contains("write_orders", "write_returns", "read_all_orders");
        assertThat(optional).doesNotContainAnyElementsOf(asked);
    }

    @Test
    void everyScopeIsExplainedToTheMerchant() throws IOException {
        String tutorial = Files.readString(Path.of("../../docs/tutorial/connect-a-shopify-shop.md"));
        List<String> scopes = new ArrayList<>(
                List.of(app().at("/access_scopes/scopes").asText().split(",")));
        app().at("/access_scopes/optional_scopes").forEach(scope -> scopes.add(scope.asText()));

        assertThat(scopes).allMatch(scope -> tutorial.contains("`" + scope + "`"));
    }

    @Test
    void theThreeComplianceTopicsAndTheUninstallAreHeard() throws IOException {
        Set<String> compliance = new TreeSet<>();
        Set<String> topics = new TreeSet<>();
        app().at("/webhooks/subscriptions").forEach(subscription -> {
            subscription.path("compliance_topics").forEach(topic -> compliance.add(topic.asText()));
            subscription.path("topics").forEach(topic -> topics.add(topic.asText()));
            assertThat(subscription.path("uri").asText()).endsWith("/install/shopify/webhooks");
        });

        assertThat(compliance).containsExactly("customers/data_request", "customers/redact", "shop/redact");
        assertThat(topics).contains("app/uninstalled", "app/scopes_update");
    }

    @Test
    void theVersionIsTheOneThatTheAdapterIsProvenAgainst() throws IOException {
        JsonNode law = JSON.readTree(Files.readString(Path.of("../../manifests/shopify/law.json")));

        assertThat(app().at("/webhooks/api_version").asText())
                .isEqualTo(law.at("/rules/0/value").asText());
    }

    @Test
    void theLauncherIsAnAppEmbedWithinTheLimits() throws IOException {
        assertThat(schema().path("target").asText()).isEqualTo("body");
        assertThat(schema().path("name").asText()).startsWith("t:");
        assertThat(sizeOf("liquid")).isLessThan(100 * 1024);
        assertThat(sizeOf("")).isLessThan(10 * 1024 * 1024);
        assertThat(zipped(schema().path("javascript").asText())).isLessThan(10 * 1024);
        assertThat(zipped(schema().path("stylesheet").asText())).isLessThan(100 * 1024);
        try (Stream<Path> folders = Files.list(EXTENSION)) {
            assertThat(folders.map(folder -> String.valueOf(folder.getFileName())))
                    .containsExactlyInAnyOrder("shopify.extension.toml", "blocks", "assets", "locales");
        }
        assertThat(new TomlMapper()
                        .readTree(Files.readString(EXTENSION.resolve("shopify.extension.toml")))
                        .path("type")
                        .asText())
                .isEqualTo("theme");
    }

    @Test
    void nothingIsLoadedFromElsewhereBeforeSomebodyAsksForIt() throws IOException {
        String script = Files.readString(EXTENSION.resolve("assets/launcher.js"));

        assertThat(liquid()).doesNotContain("<script").doesNotContain("javascript:");
        // The only place where a script is made is the answer to a click.
        assertThat(script.split("createElement\\(", -1)).hasSize(2);
        assertThat(script)
                .contains("addEventListener(\"click\"")
                .doesNotContain("innerHTML")
                .doesNotContain("eval(");
    }

    @Test
    void whatAMerchantEntersIsEscaped() throws IOException {
        Matcher outputs = Pattern.compile("\\{\\{(.*?)}}").matcher(liquid());
        while (outputs.find()) {
            assertThat(outputs.group(1))
                    .satisfiesAnyOf(
                            output -> assertThat(output).contains("| escape"),
                            output -> assertThat(output).contains("| url_encode"),
                            output -> assertThat(output).contains("image_tag"),
                            // A choice from a list of ours.
                            output -> assertThat(output.strip()).isEqualTo("block.settings.side"));
        }
    }

    @Test
    void allTextsAreThereInAllLanguages() throws IOException {
        JsonNode page = JSON.readTree(Files.readString(EXTENSION.resolve("locales/en.default.json")));
        JsonNode editor = JSON.readTree(Files.readString(EXTENSION.resolve("locales/en.default.schema.json")));
        for (String language : LANGUAGES) {
            String name = language.equals("en") ? "en.default" : language;
            assertSameKeys(page, EXTENSION.resolve("locales/" + name + ".json"));
            assertSameKeys(editor, EXTENSION.resolve("locales/" + name + ".schema.json"));
        }
        Matcher used = Pattern.compile("\"t:launcher\\.([a-z_]+)\"").matcher(liquid());
        while (used.find()) {
            assertThat(editor.path("launcher").has(used.group(1))).isTrue();
        }
    }

    private static void assertSameKeys(JsonNode wanted, Path file) throws IOException {
        JsonNode found = JSON.readTree(Files.readString(file));
        assertThat(found.path("launcher").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        () -> wanted.path("launcher").fieldNames());
        found.path("launcher").forEach(text -> assertThat(text.asText()).isNotBlank());
    }

    @Test
    void theListingIsThereInAllLanguagesAndWithinItsLimits() throws IOException {
        for (String language : LANGUAGES) {
            JsonNode listing = JSON.readTree(Files.readString(Path.of("listing", language + ".json")));
            assertThat(listing.path("name").asText()).isEqualTo("Polyclerk").hasSizeLessThanOrEqualTo(30);
            assertThat(listing.path("tagline").asText()).isNotBlank().hasSizeLessThanOrEqualTo(70);
            assertThat(listing.path("introduction").asText()).isNotBlank().hasSizeLessThanOrEqualTo(500);
            assertThat(listing.path("features")).hasSize(4);
            listing.path("features")
                    .forEach(
                            feature -> assertThat(feature.asText()).isNotBlank().hasSizeLessThanOrEqualTo(80));
        }
    }

    @Test
    void theListingPromisesNothingThatNobodyCanCheck() throws IOException {
        String english = Files.readString(Path.of("listing/en.json")).toLowerCase(java.util.Locale.ROOT);

        assertThat(english)
                .doesNotContain("best")
                .doesNotContain("#1")
                .doesNotContain("guarantee")
                .doesNotContain("shopify");
    }

    @Test
    void theReviewersHaveTheirScript() throws IOException {
        assertThat(Files.readString(Path.of("review/demo.md"))).contains("Install", "Uninstall", "customers/redact");
        assertThat(Files.readString(Path.of("review/by-hand.md"))).contains("screencast", "emergency contact");
    }

    private static long sizeOf(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(EXTENSION)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static int zipped(String asset) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(
                    Files.readString(EXTENSION.resolve("assets").resolve(asset)).getBytes(StandardCharsets.UTF_8));
        }
        return out.size();
    }

    @Test
    void theButtonAtAnOrderAsksForNothingAndSpeaksAllLanguages() throws IOException {
        Path folder = Path.of("extensions/order-status");
        JsonNode extension = new TomlMapper().readTree(Files.readString(folder.resolve("shopify.extension.toml")));
        assertThat(extension.at("/extensions/0/targeting/0/target").asText())
                .isEqualTo("customer-account.order-status.block.render");
        assertThat(extension.at("/extensions/0/capabilities/network_access").asBoolean(true))
                .isFalse();
        String script = Files.readString(
                folder.resolve(extension.at("/extensions/0/targeting/0/module").asText()));
        assertThat(script).hasSizeLessThan(2_000).doesNotContain("fetch(", "XMLHttpRequest", "innerHTML");
        Set<String> keys = Set.of("name", "ask", "address", "addressHelp");
        for (String language : LANGUAGES) {
            String file = language.equals("en") ? "en.default.json" : language + ".json";
            JsonNode words =
                    JSON.readTree(Files.readString(folder.resolve("locales").resolve(file)));
            assertThat(words.properties()).as(language).hasSize(keys.size()).allSatisfy(word -> {
                assertThat(keys).contains(word.getKey());
                assertThat(word.getValue().asText()).isNotBlank();
            });
        }
    }
}
