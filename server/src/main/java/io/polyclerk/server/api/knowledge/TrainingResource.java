package io.polyclerk.server.api.knowledge;

import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.ai.understanding.ShopTerm;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.training.GlossaryFile;
import io.polyclerk.server.training.Lesson;
import io.polyclerk.server.training.LessonStore;
import io.polyclerk.server.training.School;
import io.polyclerk.server.training.Score;
import io.polyclerk.server.training.TrainedVersion;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a shop teaches its bot: words of its own, corrected messages, and models trained on them. */
@Path("training")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed(Role.AGENT)
@Within(Within.Scope.MERCHANT)
@Tag(name = "training", description = "Glossaries, corrected messages, models of a shop's own")
public class TrainingResource {

    private static final String OUT_OF_SCOPE = "out_of_scope";
    private static final int LONGEST = 2_000;

    private final School school;
    private final LessonStore lessons;
    private final Redactor redactor;
    private final Clock clock;

    /** What a message means. @param language found out when missing */
    @Schema(example = "{\"text\":\"my goodies are still not here\",\"language\":\"en\",\"intent\":\"track_order\"}")
    public record LessonDraft(
            @Nullable String text,
            @Nullable String language,
            @Nullable String intent,
            @Nullable String conversationId) {}

    /** What has been taught. */
    public record LessonList(List<Lesson> lessons) {}

    /** A taken glossary by language. */
    public record TaughtWords(Map<String, WordCount> languages) {}

    /** @param terms in the glossary @param right of the shop's samples are understood @param samples there are */
    public record WordCount(int terms, int right, int samples) {}

    /** All models of a language, newest first. */
    public record VersionList(int inUse, List<TrainedVersion> versions) {}

    @Inject
    public TrainingResource(School school, LessonStore lessons, Redactor redactor, Clock clock) {
        this.school = school;
        this.lessons = lessons;
        this.redactor = redactor;
        this.clock = clock;
    }

    @PUT
    @Path("glossary")
    @Consumes({"text/csv", MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Replace the glossary of the languages in a CSV file",
            description = "Columns `term,language,meaning`; the meaning is an intent, `sku:<code>` or a concept of the"
                    + " language packs. Refused with 409 when the shop's own samples would be understood worse.")
    public TaughtWords teachWords(@QueryParam("merchant") @Nullable String of, String table) {
        Map<String, List<ShopTerm>> terms = parsed(table);
        Map<String, WordCount> taken = new LinkedHashMap<>();
        terms.forEach((language, words) -> {
            Score score = taught(Merchants.named(of), language, words);
            taken.put(language, new WordCount(words.size(), score.right(), score.of()));
        });
        return new TaughtWords(taken);
    }

    private static Map<String, List<ShopTerm>> parsed(String table) {
        try {
            return GlossaryFile.read(new StringReader(table));
        } catch (IllegalArgumentException unusable) {
            throw ProblemException.invalid("glossary", String.valueOf(unusable.getMessage()));
        }
    }

    private Score taught(String merchant, String language, List<ShopTerm> words) {
        try {
            return school.teachWords(merchant, language, words);
        } catch (School.WorseException worse) {
            throw ProblemException.of(409, "understood-worse", String.valueOf(worse.getMessage()));
        }
    }

    @GET
    @Path("glossary")
    @Produces("text/csv;charset=utf-8")
    @Operation(summary = "The glossary of all languages as CSV")
    public String glossary(@QueryParam("merchant") @Nullable String of) {
        String merchant = Merchants.named(of);
        return GlossaryFile.write(lessons.languages(merchant).stream()
                .collect(Collectors.toMap(
                        language -> language,
                        language -> lessons.terms(merchant, language),
                        (one, other) -> one,
                        LinkedHashMap::new)));
    }

    @DELETE
    @Path("glossary/{language}")
    @Operation(summary = "Drop the glossary of a language")
    public Response dropWords(@QueryParam("merchant") @Nullable String of, @PathParam("language") String language) {
        taught(Merchants.named(of), pack(language), List.of());
        return Response.noContent().build();
    }

    @POST
    @Path("lessons")
    @Operation(
            summary = "Say what a message means",
            description =
                    "Personal data in the text are masked before it is stored. It counts after the next training.")
    public Response teach(
            @QueryParam("merchant") @Nullable String of,
            @Nullable LessonDraft draft,
            @Context HttpServletRequest request) {
        Lesson lesson = lesson(Merchants.named(of), draft, ApiGate.actorOf(request));
        long id = lessons.add(lesson);
        return Response.status(Response.Status.CREATED)
                .entity(lesson.withId(id))
                .build();
    }

    private Lesson lesson(String merchant, @Nullable LessonDraft draft, String author) {
        String text = draft == null ? null : draft.text();
        if (draft == null || text == null || text.isBlank() || text.length() > LONGEST) {
            throw ProblemException.invalid("text", "must have 1 to " + LONGEST + " characters");
        }
        String intent = draft.intent();
        if (intent == null
                || !intent.equals(OUT_OF_SCOPE) && Intent.ofWireName(intent).isEmpty()) {
            throw ProblemException.invalid("intent", "is no intent");
        }
        String conversation = draft.conversationId();
        if (conversation != null && conversation.length() > 36) {
            throw ProblemException.invalid("conversationId", "is none");
        }
        String given = draft.language();
        String language = pack(given == null ? redactor.languageOf(text) : given);
        String masked = redactor.redact(text, language).text();
        return new Lesson(0, merchant, language, masked, intent, conversation, author, clock.instant());
    }

    @GET
    @Path("lessons")
    @Operation(summary = "List what has been taught")
    public LessonList list(
            @QueryParam("merchant") @Nullable String of, @QueryParam("language") @Nullable String language) {
        return new LessonList(lessons.lessons(Merchants.named(of), language));
    }

    @DELETE
    @Path("lessons/{id}")
    @Operation(summary = "Take a lesson back")
    public Response forget(@QueryParam("merchant") @Nullable String of, @PathParam("id") long id) {
        if (!lessons.deleteLesson(Merchants.named(of), id)) {
            throw ProblemException.notFound("lesson");
        }
        return Response.noContent().build();
    }

    @POST
    @Path("{language}/models")
    @Operation(
            summary = "Train on what has been taught",
            description =
                    "Takes some seconds. A fifth of the lessons is held back; the new model is used when it understands"
                            + " no fewer of these than the one before, and no more than two in a hundred fewer of the pack's own test.")
    public Response train(@QueryParam("merchant") @Nullable String of, @PathParam("language") String language) {
        return Response.status(Response.Status.CREATED)
                .entity(school.train(Merchants.named(of), pack(language)))
                .build();
    }

    @GET
    @Path("{language}/models")
    @Operation(summary = "Models of a language with what they reached, newest first")
    public VersionList versions(@QueryParam("merchant") @Nullable String of, @PathParam("language") String language) {
        String merchant = Merchants.named(of);
        return new VersionList(lessons.inUse(merchant, pack(language)), lessons.versions(merchant, language));
    }

    @PUT
    @Path("{language}/models/{version}/use")
    @Operation(summary = "Go back to a model, or to the language pack itself with version 0")
    public VersionList use(
            @QueryParam("merchant") @Nullable String of,
            @PathParam("language") String language,
            @PathParam("version") int version) {
        String merchant = Merchants.named(of);
        if (version != 0 && lessons.model(merchant, pack(language), version).isEmpty()) {
            throw ProblemException.notFound("model");
        }
        school.use(merchant, language, version);
        return versions(of, language);
    }

    @GET
    @Path("export")
    @Produces("application/jsonl")
    @Operation(
            summary = "Export lessons as JSON Lines",
            description =
                    "`jsonl` has `text`, `language` and `intent` and is what the evaluation command reads; `chat` has"
                            + " `messages` with system, user and assistant, as model providers take it for fine-tuning.")
    public String export(
            @QueryParam("merchant") @Nullable String of, @QueryParam("format") @DefaultValue("jsonl") String format) {
        List<String> lines = new ArrayList<>();
        for (Lesson lesson : lessons.lessons(Merchants.named(of), null)) {
            lines.add(Json.write(
                    switch (format) {
                        case "jsonl" -> labelled(lesson);
                        case "chat" -> chat(lesson);
                        default -> throw ProblemException.invalid("format", "is none of jsonl, chat");
                    }));
        }
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static Map<String, Object> labelled(Lesson lesson) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("text", lesson.text());
        line.put("language", lesson.language());
        line.put("intent", lesson.intent());
        return line;
    }

    private static Map<String, Object> chat(Lesson lesson) {
        String intents =
                java.util.Arrays.stream(Intent.values()).map(Intent::wireName).collect(Collectors.joining(", "));
        return Map.of(
                "messages",
                List.of(
                        message(
                                "system",
                                "Answer with what the shopper wants, one of: " + intents + ", " + OUT_OF_SCOPE),
                        message("user", lesson.text()),
                        message("assistant", lesson.intent())));
    }

    private static Map<String, Object> message(String role, String content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    private static String pack(String language) {
        if (!School.teaches(language)) {
            throw ProblemException.invalid("language", "has no language pack");
        }
        return language;
    }
}
