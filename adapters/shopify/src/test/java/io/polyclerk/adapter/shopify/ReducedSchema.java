package io.polyclerk.adapter.shopify;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.UnionTypeDefinition;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetcherFactory;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.WiringFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of the real schema that are asked for, so that what the schema refuses fails. */
final class ReducedSchema {

    private ReducedSchema() {}

    static GraphQLSchema of(String version, BiFunction<String, String, DataFetcher<?>> fetchers) {
        // Nothing that is executed needs more of these than that they are there.
        String rest = "\ntype MediaImage implements Media { preview: MediaPreviewImage }\n"
                + Stream.of(
                                "DiscountBuyerSelectionAll",
                                "DiscountCustomerSegments",
                                "DiscountCustomers",
                                "DiscountMarkets",
                                "DiscountOnQuantity",
                                "DiscountCollections",
                                "DiscountProducts",
                                "DiscountMinimumQuantity",
                                "DiscountCountries",
                                "DiscountCountryAll")
                        .map(name -> "type " + name + " { unasked: Boolean }\n")
                        .collect(Collectors.joining());
        TypeDefinitionRegistry types = new SchemaParser().parse(resource("/shopify-" + version + ".graphqls") + rest);
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring().wiringFactory(new WiringFactory() {
            @Override
            public boolean providesDataFetcherFactory(FieldWiringEnvironment environment) {
                return true;
            }

            @Override
            public <T> DataFetcherFactory<T> getDataFetcherFactory(FieldWiringEnvironment environment) {
                @SuppressWarnings("unchecked")
                DataFetcher<T> fetcher = (DataFetcher<T>) fetchers.apply(
                        environment.getParentType().getName(),
                        environment.getFieldDefinition().getName());
                return ignored -> fetcher;
            }
        });
        types.scalars().keySet().forEach(name -> {
            if (!ScalarInfo.isGraphqlSpecifiedScalar(name)) {
                wiring.scalar(GraphQLScalarType.newScalar()
                        .name(name)
                        .coercing(new Plain())
                        .build());
            }
        });
        types.types().values().stream()
                .filter(UnionTypeDefinition.class::isInstance)
                .filter(union -> union.getName().startsWith("Discount"))
                .forEach(union -> wiring.type(
                        union.getName(),
                        type -> type.typeResolver(env ->
                                env.getSchema().getObjectType((String) ((Map<?, ?>) env.getObject()).get("is")))));
        wiring.type("Media", type -> type.typeResolver(env -> env.getSchema().getObjectType("MediaImage")));
        wiring.type(
                "ReturnLineItemType",
                type -> type.typeResolver(env -> env.getSchema().getObjectType("ReturnLineItem")));
        wiring.type(
                "AppPricingDetails",
                type -> type.typeResolver(env -> env.getSchema().getObjectType("AppUsagePricing")));
        return new SchemaGenerator().makeExecutableSchema(types, wiring.build());
    }

    static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(ReducedSchema.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static final class Plain implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return value;
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            return value;
        }

        @Override
        public Object parseLiteral(Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
            return value instanceof StringValue text ? text.getValue() : value.toString();
        }
    }
}
