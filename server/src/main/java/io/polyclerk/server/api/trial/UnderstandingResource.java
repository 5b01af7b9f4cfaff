package io.polyclerk.server.api.trial;

import io.polyclerk.ai.evaluation.PackLabels;
import io.polyclerk.ai.redaction.PersonalData;
import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.core.understanding.Emotion;
import io.polyclerk.core.understanding.FoundSlot;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the bot makes of texts, for tests, partners and the curious. Nothing is stored. */
@Path("")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.NOTHING)
@Tag(name = "understanding", description = "Languages, intents, details, personal data")
public class UnderstandingResource {

    private static final int MOST_TEXTS = 1_000;

    private final Interpreter interpreter;
    private final Redactor redactor;

    /** Texts to be understood, at most 1,000. */
    @Schema(
            example =
                    "{\"messages\":[{\"text\":\"Where is my order #1001?\"},{\"text\":\"cadê meu pedido\",\"language\":\"pt\"}]}")
    public record UnderstandRequest(@Nullable List<MessageToUnderstand> messages) {}

    /** @param language BCP 47 tag; found out when missing @param merchant whose words and lessons count too */
    public record MessageToUnderstand(
            @Nullable String text,
            @Nullable String language,
            @Nullable String merchant) {}

    /** In the order of the messages. */
    public record UnderstandAnswer(List<Understood> results) {}

    /**
     * What a text was taken to mean.
     *
     * @param intents best first; all are meant when {@code several}, otherwise they are alternatives
     * @param slots values by kind of detail, in the order of the text
     */
    public record Understood(
            String language,
            List<IntentView> intents,
            boolean several,
            Map<String, List<String>> slots,
            EmotionView emotion,
            boolean outOfScope) {}

    /** @param confidence 0 to 1, calibrated */
    public record IntentView(String intent, double confidence) {}

    /** @param label neutral, anger, anxiety, disappointment or joy @param score 0 to 1 */
    public record EmotionView(String label, double score) {}

    /** Texts to be masked, at most 1,000. */
    @Schema(example = "{\"texts\":[\"write to ann@mail.example, order 1001\"]}")
    public record RedactRequest(@Nullable List<String> texts) {}

    /** In the order of the texts. */
    public record RedactAnswer(List<Masked> results) {}

    /** @param text with marks such as {@code [email]} @param spans places in the original, in UTF-16 units */
    public record Masked(String text, List<SpanView> spans) {}

    /** @param end after the last unit */
    public record SpanView(int start, int end, String type) {}

    /** Labels of the installed language packs. */
    public record LanguageList(List<PackLabels.Label> languages) {}

    @Inject
    public UnderstandingResource(Interpreter interpreter, Redactor redactor) {
        this.interpreter = interpreter;
        this.redactor = redactor;
    }

    @POST
    @Path("understand")
    @Operation(summary = "Understand texts", description = "Language, intents, details, emotion. Up to 1,000 at once.")
    public UnderstandAnswer understand(@Nullable UnderstandRequest request, @Context HttpServletRequest from) {
        List<MessageToUnderstand> messages = few("messages", request == null ? null : request.messages());
        messages.stream()
                .map(MessageToUnderstand::merchant)
                .filter(Objects::nonNull)
                .forEach(merchant -> Merchants.own(merchant, from));
        return new UnderstandAnswer(messages.stream().map(this::understand).toList());
    }

    private Understood understand(MessageToUnderstand message) {
        String text = message.text();
        if (text == null) {
            throw ProblemException.invalid("messages.text", "is missing");
        }
        String language = message.language();
        String merchant = message.merchant();
        Interpretation found = interpreter.interpret(
                text,
                new Interpreter.Hints(
                        merchant == null ? "" : merchant,
                        Set.of(),
                        language,
                        language != null && !language.isBlank(),
                        null));
        Emotion emotion = found.emotion();
        return new Understood(
                found.language(),
                found.intents().stream()
                        .map(scored -> new IntentView(scored.intent().wireName(), scored.confidence()))
                        .toList(),
                found.several(),
                slots(found.slots()),
                new EmotionView(emotion.label().name().toLowerCase(Locale.ROOT), emotion.score()),
                found.outOfScope());
    }

    private static Map<String, List<String>> slots(List<FoundSlot> found) {
        return found.stream()
                .collect(Collectors.groupingBy(
                        slot -> slot.slot().wireName(),
                        LinkedHashMap::new,
                        Collectors.mapping(FoundSlot::value, Collectors.toList())));
    }

    @POST
    @Path("redact")
    @Operation(summary = "Mask personal data", description = "Order numbers, prices and product codes stay.")
    public RedactAnswer redact(@Nullable RedactRequest request) {
        List<String> texts = few("texts", request == null ? null : request.texts());
        return new RedactAnswer(texts.stream().map(this::mask).toList());
    }

    private Masked mask(String text) {
        Redactor.Redacted redacted = redactor.redact(text);
        return new Masked(
                redacted.text(),
                redacted.spans().stream().map(UnderstandingResource::view).toList());
    }

    private static SpanView view(PersonalData span) {
        return new SpanView(span.start(), span.end(), span.type().name().toLowerCase(Locale.ROOT));
    }

    @GET
    @Path("languages")
    @Operation(
            summary = "List language packs",
            description = "With their measured accuracy on test sets that were written apart from the examples.")
    public LanguageList languages() {
        return new LanguageList(PackLabels.all());
    }

    private static <T> List<T> few(String field, @Nullable List<T> list) {
        if (list == null) {
            throw ProblemException.invalid(field, "is missing");
        }
        if (list.size() > MOST_TEXTS) {
            throw ProblemException.invalid(field, "has more than " + MOST_TEXTS + " entries");
        }
        if (list.contains(null)) {
            throw ProblemException.invalid(field, "holds null");
        }
        return list;
    }
}
