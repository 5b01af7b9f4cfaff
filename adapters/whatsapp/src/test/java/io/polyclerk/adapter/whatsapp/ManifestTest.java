package io.polyclerk.adapter.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.message.MediaKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files of the manifest say what the code does. */
class ManifestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MANIFESTS = Path.of("../../manifests");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{(\\d+)}}");

    private static JsonNode read(String name) throws IOException {
        return JSON.readTree(Files.readString(MANIFESTS.resolve(name)));
    }

    @Test
    void theManifestFulfilsTheSchema() throws IOException {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(read("schema/adapter.schema.json"))
                        .validate(read("whatsapp/adapter.json")))
                .isEmpty();
        assertThat(read("whatsapp/adapter.json").path("id").asText()).isEqualTo(new WhatsAppProvider().id());
    }

    @Test
    void theSettingsAreTheOnesThatAreRead() throws IOException {
        Set<String> declared = new TreeSet<>();
        read("whatsapp/adapter.json")
                .path("settings")
                .forEach(one -> declared.add(one.path("name").asText()));
        assertThat(declared).isEqualTo(new TreeSet<>(Opened.settings("x").keySet()));
    }

    @Test
    void secretsAreMarkedAsSuch() throws IOException {
        read("whatsapp/adapter.json").path("settings").forEach(one -> {
            boolean secret = one.path("name").asText().matches(".*(Token|Secret)");
            assertThat(one.path("type").asText().equals("secret")).isEqualTo(secret);
        });
    }

    @Test
    void theManualIsThere() throws IOException {
        assertThat(Path.of("../..")
                        .resolve(read("whatsapp/adapter.json")
                                .path("documentation")
                                .asText()))
                .isRegularFile();
    }

    @Test
    void everyRuleOfTheLawHasItsSourceAndDate() throws IOException {
        JsonNode rules = read("whatsapp/law.json").path("rules");
        assertThat(rules.size()).isGreaterThan(20);
        rules.forEach(rule -> {
            assertThat(rule.path("rule").asText()).matches("[a-z-]+");
            assertThat(rule.has("value")).isTrue();
            assertThat(rule.path("unit").asText()).isNotBlank();
            assertThat(rule.path("source").asText()).isNotBlank();
            assertThat(rule.path("date").asText()).matches("\\d{4}(-\\d{2}(-\\d{2})?)?");
        });
    }

    @Test
    void theCapabilitiesKeepTheLaw() throws IOException {
        Map<String, JsonNode> law = new HashMap<>();
        read("whatsapp/law.json")
                .path("rules")
                .forEach(rule -> law.put(rule.path("rule").asText(), rule.path("value")));
        ChannelCapabilities declared =
                Opened.adapter("https://graph.facebook.com").capabilities();
        assertThat(declared.law().replyWindow())
                .isEqualTo(Duration.parse(law.get("reply-window").asText()));
        assertThat(declared.law().spacing())
                .isEqualTo(Duration.parse(law.get("spacing-per-chat").asText()));
        assertThat(declared.law().messagesPerWindow()).isNull();
        assertThat(declared.law().messagesPerSecond())
                .isLessThanOrEqualTo(law.get("rate-per-number").asInt() / 2);
        assertThat(declared.law().billed()).isTrue();
        assertThat(declared.maxTextLength())
                .isLessThanOrEqualTo(law.get("text-length").asInt());
        assertThat(declared.maxOptions()).isEqualTo(law.get("list-rows").asInt());
        assertThat(declared.maxOptionValueBytes())
                .isEqualTo(law.get("list-row-id").asInt());
        assertThat(declared.maxMediaBytes())
                .containsEntry(MediaKind.IMAGE, law.get("image-size").asLong())
                .containsEntry(MediaKind.VIDEO, law.get("video-size").asLong())
                .containsEntry(MediaKind.VOICE, law.get("audio-size").asLong());
        assertThat(declared.maxMediaBytes().get(MediaKind.DOCUMENT))
                .isLessThan(law.get("document-size").asLong());
        assertThat(WhatsAppApi.LARGEST_FILE).isEqualTo(law.get("download-size").asLong());
    }

    @Test
    void everyTemplateCanBeHandedInInThreeLanguages() throws IOException {
        Map<String, Set<String>> languages = new HashMap<>();
        read("whatsapp/templates.json").path("templates").forEach(template -> {
            assertThat(template.path("name").asText()).matches("[a-z0-9_]{1,512}");
            assertThat(template.path("category").asText()).isIn("UTILITY", "MARKETING");
            languages
                    .computeIfAbsent(template.path("name").asText(), name -> new TreeSet<>())
                    .add(template.path("language").asText());
            template.path("components").forEach(ManifestTest::assertComponent);
        });
        assertThat(languages).hasSize(8);
        assertThat(languages.values()).allMatch(Set.of("ar", "en", "zh_CN")::equals);
    }

    private static void assertComponent(JsonNode component) {
        switch (component.path("type").asText()) {
            case "BODY" -> {
                String text = component.path("text").asText();
                List<Integer> variables = new ArrayList<>();
                Matcher matcher = VARIABLE.matcher(text);
                while (matcher.find()) {
                    variables.add(Integer.valueOf(matcher.group(1)));
                }
                assertThat(text).hasSizeLessThanOrEqualTo(1024).doesNotContain("\n\n\n", "    ");
                assertThat(text.strip())
                        .as("a variable neither begins nor ends it")
                        .doesNotMatch("(?s)(\\{\\{.*|.*}}.?)");
                int examples = component.at("/example/body_text/0").size();
                assertThat(variables).hasSize(examples);
                assertThat(new TreeSet<>(variables)).hasSize(examples).allMatch(one -> one >= 1 && one <= examples);
            }
            case "BUTTONS" ->
                component.path("buttons").forEach(button -> {
                    assertThat(button.path("type").asText()).isEqualTo("QUICK_REPLY");
                    assertThat(button.path("text").asText()).isNotBlank().hasSizeLessThanOrEqualTo(25);
                });
            default -> throw new AssertionError("unknown component " + component);
        }
    }
}
