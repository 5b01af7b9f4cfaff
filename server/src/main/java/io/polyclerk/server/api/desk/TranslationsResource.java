package io.polyclerk.server.api.desk;

import io.polyclerk.core.ladder.Translation;
import io.polyclerk.core.ladder.Translator;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Line;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Summary;
import io.polyclerk.server.persistence.conversations.MessageWords;
import io.polyclerk.server.translation.Translations;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was said and what is about to be said, in another language. Nothing is sent from here. */
@Path("conversations")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed(Role.AGENT)
@Within(Within.Scope.CONVERSATION)
@Tag(name = "desk", description = "What agents do")
public class TranslationsResource {

    private final Translations translations;
    private final ConversationArchive archive;

    /** @param language BCP 47 tag of the language that is wanted */
    @Schema(name = "WantedLanguage", example = "{\"language\":\"en\"}")
    public record Wanted(@Nullable String language) {}

    /** Words that nobody has sent. @param language that is wanted; that of the conversation when left out @param from that of the words */
    @Schema(
            name = "DraftToTranslate",
            example = "{\"text\":\"It leaves tomorrow.\",\"from\":\"en\",\"language\":\"de\"}")
    public record Draft(
            @Nullable String text,
            @Nullable String language,
            @Nullable String from) {}

    /**
     * What it says.
     *
     * @param language in which it is now
     * @param machine whether a model made it; otherwise a person wrote it, or there was nothing to translate
     * @param model that made it
     */
    @Schema(name = "Translated")
    public record Translated(
            String text,
            String language,
            boolean machine,
            @Nullable String model) {}

    @Inject
    public TranslationsResource(Translations translations, ConversationArchive archive) {
        this.translations = translations;
        this.archive = archive;
    }

    @POST
    @Path("{id}/messages/{sequence: [0-9]{1,18}}/translation")
    @Operation(
            summary = "Read a message in another language",
            description =
                    "By the model that is plugged in, once for each message and language; later it is remembered. Personal"
                            + " data is masked before it leaves, and what it costs counts towards the day's cap. Shown only when"
                            + " numbers, codes, currencies, addresses and links are those of the original.")
    @APIResponse(responseCode = "200", description = "What it says")
    @APIResponse(
            responseCode = "409",
            description = "`no-model`: none is plugged in; `translation-refused`: its figures differ; `cap-reached`;"
                    + " `nothing-to-translate`; `too-long`")
    @APIResponse(responseCode = "503", description = "The model does not answer")
    public Translated message(
            @PathParam("id") String id, @PathParam("sequence") long sequence, @Nullable Wanted wanted) {
        String language = required(wanted == null ? null : wanted.language());
        Summary conversation = conversation(id);
        Line line = archive.message(id, sequence).orElseThrow(() -> ProblemException.notFound("message"));
        fitting(line.deleted() ? "" : MessageWords.of(line.contents()));
        return shown(translations.ofMessage(conversation, line, language), language);
    }

    @POST
    @Path("{id}/translate")
    @Operation(
            summary = "Put what you want to say into the shopper's language",
            description =
                    "Sends nothing and keeps nothing: look at it, and send it as your message, with what you wrote as"
                            + " `original`. The rules are those for reading a message.")
    @APIResponse(responseCode = "200", description = "What it says")
    @APIResponse(responseCode = "409", description = "As for reading a message")
    @APIResponse(responseCode = "503", description = "The model does not answer")
    public Translated draft(@PathParam("id") String id, @Nullable Draft draft) {
        String text = draft == null || draft.text() == null ? "" : draft.text().strip();
        if (text.isEmpty()) {
            throw ProblemException.invalid("text", "is missing");
        }
        fitting(text);
        Summary conversation = conversation(id);
        String wanted = draft == null || draft.language() == null ? conversation.language() : draft.language();
        String language = required(wanted);
        String from = draft == null || draft.from() == null ? null : Merchants.language(draft.from());
        return shown(translations.ofDraft(conversation.merchant(), text, from, language), language);
    }

    private Summary conversation(String id) {
        return archive.conversation(id).orElseThrow(() -> ProblemException.notFound("conversation"));
    }

    private static String required(@Nullable String language) {
        if (language == null) {
            throw ProblemException.invalid("language", "is missing");
        }
        return Locale.forLanguageTag(Merchants.language(language)).toLanguageTag();
    }

    private static void fitting(String words) {
        if (words.isBlank()) {
            throw ProblemException.of(409, "nothing-to-translate", "the message has no words");
        }
        if (words.length() > Translator.LONGEST) {
            throw ProblemException.of(
                    409, "too-long", "at most " + Translator.LONGEST + " characters are translated at once");
        }
    }

    private static Translated shown(Optional<Translation> outcome, String language) {
        Translation translation = outcome.orElseThrow(
                () -> ProblemException.of(409, "no-model", "no model is plugged in; POLYCLERK_MODEL_URL names one"));
        return switch (translation) {
            case Translation.Done done ->
                new Translated(
                        done.text(),
                        language,
                        !done.model().isEmpty(),
                        done.model().isEmpty() ? null : done.model());
            case Translation.Refused refused ->
                throw ProblemException.of(
                        409,
                        "translation-refused",
                        "the model's translation differs from the original: "
                                + refused.objection()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '));
            case Translation.Capped capped ->
                throw ProblemException.of(409, "cap-reached", "the day's cap for the model is reached");
            case Translation.Failed failed ->
                throw ProblemException.of(
                        503,
                        "model-away",
                        "the model does not answer: " + failed.kind().name().toLowerCase(Locale.ROOT));
        };
    }
}
