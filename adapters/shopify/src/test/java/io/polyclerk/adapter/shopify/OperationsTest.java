package io.polyclerk.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLSchema;
import graphql.validation.Validator;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"2026-01", "2026-10"})
    void everyOperationFitsTheSchema(String version) {
        GraphQLSchema schema = ReducedSchema.of(version, (type, field) -> (DataFetcher<Object>) environment -> null);
        assertThat(GraphQl.texts()).hasSize(29);
        GraphQl.texts()
                .forEach((name, text) -> assertThat(
                                new Validator().validateDocument(schema, Parser.parse(text), Locale.ROOT))
                        .as(name)
                        .isEmpty());
    }

    @Test
    void noOperationCostsMoreThanACallOfUnknownPriceIsTakenFor() {
        GraphQLSchema schema = ReducedSchema.of("2026-10", (type, field) -> (DataFetcher<Object>) environment -> null);
        GraphQl.texts().forEach((name, text) -> {
            Document document = Parser.parse(text);
            OperationDefinition operation =
                    document.getDefinitionsOfType(OperationDefinition.class).get(0);
            assertThat(new QueryCost(schema, document, Map.of("first", 100)).of(operation))
                    .as(name)
                    .isLessThanOrEqualTo((int) Bucket.UNKNOWN_PRICE);
        });
    }
}
