package io.polyclerk.adapter.shopify;

import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.VariableReference;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnmodifiedType;
import java.util.Map;

/** What an operation may cost at most: an object one point, everything below a list as often as was asked for, a change ten more. */
final class QueryCost {

    private final GraphQLSchema schema;
    private final Document document;
    private final Map<String, Object> variables;

    QueryCost(GraphQLSchema schema, Document document, Map<String, Object> variables) {
        this.schema = schema;
        this.document = document;
        this.variables = variables;
    }

    int of(OperationDefinition operation) {
        boolean mutation = operation.getOperation() == OperationDefinition.Operation.MUTATION;
        return (mutation ? 10 : 0)
                + of(operation.getSelectionSet(), mutation ? schema.getMutationType() : schema.getQueryType());
    }

    private int of(SelectionSet selections, GraphQLCompositeType type) {
        int cost = 0;
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof FragmentSpread spread) {
                FragmentDefinition fragment = document.getDefinitionsOfType(FragmentDefinition.class).stream()
                        .filter(one -> one.getName().equals(spread.getName()))
                        .findFirst()
                        .orElseThrow();
                cost += of(fragment.getSelectionSet(), type);
            } else if (selection instanceof InlineFragment inline) {
                cost += of(inline.getSelectionSet(), (GraphQLCompositeType)
                        schema.getType(inline.getTypeCondition().getName()));
            } else if (selection instanceof Field field && !field.getName().equals("__typename")) {
                cost += of(field, ((GraphQLFieldsContainer) type).getFieldDefinition(field.getName()));
            }
        }
        return cost;
    }

    private int of(Field field, GraphQLFieldDefinition definition) {
        GraphQLUnmodifiedType type = GraphQLTypeUtil.unwrapAll(definition.getType());
        if (!(type instanceof GraphQLCompositeType composite)) {
            return 0;
        }
        return 1 + first(field) * of(field.getSelectionSet(), composite);
    }

    private int first(Field field) {
        for (Argument argument : field.getArguments()) {
            if (argument.getName().equals("first")) {
                return argument.getValue() instanceof IntValue number
                        ? number.getValue().intValue()
                        : ((Number) variables.get(((VariableReference) argument.getValue()).getName())).intValue();
            }
        }
        return 1;
    }
}
