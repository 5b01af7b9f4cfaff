package io.polyclerk.ai.vision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a vision model may say about a photo. Whatever is not of this shape, or cannot be, is refused as a whole: a model that draws its
 * box beside the picture has not looked.
 *
 * @param boxes in pixels of the original
 */
record ModelSight(Fault fault, double confidence, List<Box> boxes) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BOXES = 3;
    private static final int WHOLE = 1_000;
    private static final double LEAST_AREA = 0.00002;
    /** A box around nearly everything says nothing about where. */
    private static final double LARGEST_AREA = 0.9;

    /** A model's own word about how sure it is has not been measured here. */
    private static final double MOST_CONFIDENCE = 0.8;

    static final ResponseFormat FORMAT = ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder()
                    .name("sight")
                    .rootElement(JsonObjectSchema.builder()
                            .addEnumProperty(
                                    "fault",
                                    Arrays.stream(Fault.values())
                                            .map(Fault::wireName)
                                            .toList())
                            .addNumberProperty("confidence")
                            .addProperty(
                                    "boxes",
                                    JsonArraySchema.builder()
                                            .items(JsonObjectSchema.builder()
                                                    .addIntegerProperty("x")
                                                    .addIntegerProperty("y")
                                                    .addIntegerProperty("width")
                                                    .addIntegerProperty("height")
                                                    .required("x", "y", "width", "height")
                                                    .additionalProperties(false)
                                                    .build())
                                            .build())
                            .required("fault", "confidence", "boxes")
                            .additionalProperties(false)
                            .build())
                    .build())
            .build();

    /** @param width of the original, in pixels */
    static Optional<ModelSight> read(@Nullable String answer, int width, int height) {
        try {
            JsonNode tree = JSON.readTree(answer == null ? "" : answer);
            if (!tree.isObject()
                    || !tree.path("confidence").isNumber()
                    || !tree.path("boxes").isArray()) {
                return Optional.empty();
            }
            Optional<Fault> fault = Arrays.stream(Fault.values())
                    .filter(known -> known.wireName().equals(tree.path("fault").textValue()))
                    .findFirst();
            double confidence = tree.path("confidence").doubleValue();
            Optional<List<Box>> boxes = boxes(tree.path("boxes"), confidence, width, height);
            boolean sensible = fault.isPresent()
                    && confidence >= 0
                    && confidence <= 1
                    && boxes.isPresent()
                    && (fault.get().isFault() || boxes.get().isEmpty());
            return sensible
                    ? Optional.of(new ModelSight(fault.get(), Math.min(MOST_CONFIDENCE, confidence), boxes.get()))
                    : Optional.empty();
        } catch (JsonProcessingException nonsense) {
            return Optional.empty();
        }
    }

    private static Optional<List<Box>> boxes(JsonNode told, double confidence, int width, int height) {
        if (told.size() > MOST_BOXES) {
            return Optional.empty();
        }
        List<Box> boxes = new ArrayList<>();
        for (JsonNode one : told) {
            double x = one.path("x").asDouble(-1);
            double y = one.path("y").asDouble(-1);
            double wide = one.path("width").asDouble(-1);
            double high = one.path("height").asDouble(-1);
            double area = wide * high / (WHOLE * WHOLE);
            boolean inside = x >= 0 && y >= 0 && wide >= 1 && high >= 1 && x + wide <= WHOLE && y + high <= WHOLE;
            if (!inside || area < LEAST_AREA || area > LARGEST_AREA) {
                return Optional.empty();
            }
            int left = (int) Math.round(x * width / WHOLE);
            int top = (int) Math.round(y * height / WHOLE);
            boxes.add(new Box(
                    left,
                    top,
                    Math.max(1, Math.min(width - left, (int) Math.round(wide * width / WHOLE))),
                    Math.max(1, Math.min(height - top, (int) Math.round(high * height / WHOLE))),
                    Math.min(MOST_CONFIDENCE, confidence)));
        }
        return Optional.of(boxes);
    }
}
