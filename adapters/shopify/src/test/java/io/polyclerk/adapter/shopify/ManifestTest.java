package io.polyclerk.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The files of the manifest say what the code does. */
class ManifestTest {

    private static final Path MANIFESTS = Path.of("../../manifests");

    private static JsonNode read(String name) throws IOException {
        return Json.MAPPER.readTree(Files.readString(MANIFESTS.resolve(name)));
    }

    @Test
    void theManifestFulfilsTheSchema() throws IOException {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(read("schema/adapter.schema.json"))
                        .validate(read("shopify/adapter.json")))
                .isEmpty();
        assertThat(read("shopify/adapter.json").path("id").asText()).isEqualTo(new ShopifyProvider().id());
    }

    @Test
    void theSettingsAreTheOnesThatAreRead() throws IOException {
        Set<String> declared = new TreeSet<>();
        for (JsonNode one : read("shopify/adapter.json").path("settings")) {
            declared.add(one.path("name").asText());
            assertThat(one.path("type").asText().equals("secret"))
                    .isEqualTo(one.path("name").asText().matches(".*(Token|Secret)"));
        }
        assertThat(declared).containsExactly("accessToken", "api", "apiBase", "clientId", "clientSecret", "shopUrl");
    }

    @Test
    void theManualIsThereAndTheLawNamesTheVersion() throws IOException {
        assertThat(Path.of("../..")
                        .resolve(read("shopify/adapter.json")
                                .path("documentation")
                                .asText()))
                .isRegularFile();
        assertThat(read("shopify/law.json").at("/rules/0/value").asText()).isEqualTo(ShopifyRest.VERSION);
        read("shopify/law.json")
                .path("rules")
                .forEach(rule -> assertThat(rule.path("source").asText()).isNotBlank());
    }
}
