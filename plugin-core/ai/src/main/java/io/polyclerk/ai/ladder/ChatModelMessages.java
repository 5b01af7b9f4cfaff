package io.polyclerk.ai.ladder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.polyclerk.core.ladder.AnswerModel;
import io.polyclerk.core.ladder.AnswerModel.Call;
import io.polyclerk.core.ladder.AnswerModel.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts prompts into the terms of LangChain4j, and calls back into ours. Stateless. */
final class ChatModelMessages {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ARGUMENTS = List.of("order_number", "product");

    private final PromptFiles files = new PromptFiles();

    List<ChatMessage> messages(AnswerModel.Prompt prompt) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(files.instructions(prompt)));
        for (Said said : prompt.said()) {
            switch (said) {
                case Said.ByShopper shopper -> messages.add(UserMessage.from(nonBlank(shopper.text())));
                case Said.ByClerk clerk -> messages.add(AiMessage.from(nonBlank(clerk.text())));
                case Said.ByTool tool -> {
                    ToolExecutionRequest request = request(tool.call());
                    messages.add(AiMessage.from(List.of(request)));
                    messages.add(ToolExecutionResultMessage.from(request, nonBlank(tool.text())));
                }
            }
        }
        return messages;
    }

    private static String nonBlank(String text) {
        return text.isBlank() ? "…" : text;
    }

    private static ToolExecutionRequest request(Call call) {
        try {
            return ToolExecutionRequest.builder()
                    .id(call.id())
                    .name(call.tool())
                    .arguments(JSON.writeValueAsString(call.arguments()))
                    .build();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    List<ToolSpecification> tools(AnswerModel.Prompt prompt) {
        return prompt.tools().stream()
                .map(tool -> ToolSpecification.builder()
                        .name(tool.name())
                        .description(files.purpose(tool.name()))
                        .parameters(JsonObjectSchema.builder()
                                .addStringProperty("order_number", "The number of the order, if the customer gave one.")
                                .addStringProperty("product", "The product, in the customer's words, if one is meant.")
                                .additionalProperties(false)
                                .build())
                        .build())
                .toList();
    }

    /** Arguments that cannot be read are left out: a skill asks for what it lacks. */
    static Call call(ToolExecutionRequest request) {
        Map<String, String> arguments = new HashMap<>();
        try {
            JsonNode tree = JSON.readTree(request.arguments() == null ? "{}" : request.arguments());
            for (String name : ARGUMENTS) {
                if (tree.path(name).isValueNode() && !tree.path(name).isNull()) {
                    arguments.put(name, tree.path(name).asText());
                }
            }
        } catch (JsonProcessingException unreadable) {
            arguments.clear();
        }
        String id = request.id();
        return new Call(id == null || id.isBlank() ? "call" : id, String.valueOf(request.name()), arguments);
    }
}
