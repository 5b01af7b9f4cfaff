package io.polyclerk.server.api.desk;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.Waker;
import io.polyclerk.core.reply.ContentFitter;
import io.polyclerk.server.access.Access;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Summary;
import io.polyclerk.server.persistence.desk.Desk;
import io.polyclerk.server.persistence.desk.Desk.Deed;
import io.polyclerk.server.persistence.desk.DeskOutcome;
import io.polyclerk.server.persistence.desk.DeskOutcome.Held;
import io.polyclerk.server.persistence.desk.DeskTalk;
import io.polyclerk.server.persistence.desk.Notes;
import io.polyclerk.server.persistence.desk.Notes.Note;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What agents do with a conversation. */
@Path("conversations")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed(Role.AGENT)
@Within(Within.Scope.CONVERSATION)
@Tag(name = "desk", description = "What agents do")
public class DeskResource {

    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_NOTE = 4_000;
    private static final int LONGEST_AGENT = 64;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Desk desk;
    private final DeskTalk talk;
    private final Notes notes;
    private final ConversationArchive archive;
    private final OpenConnections connections;
    private final Access access;
    private final Waker waker;
    private final Clock clock;
    private final ContentFitter fitter = new ContentFitter();

    /** @param version of the conversation that you have seen; somebody who was faster is then noticed */
    @Schema(name = "SeenVersion", example = "{\"version\":7}")
    public record Seen(@Nullable Long version) {}

    /**
     * What an agent says.
     *
     * @param version as in {@link Seen}
     * @param original what was written before it was translated; kept for colleagues, never sent
     */
    @Schema(name = "AgentWords", example = "{\"text\":\"Good morning, Ann here. I am looking into it.\"}")
    public record Words(
            @Nullable String text,
            @Nullable Long version,
            @Nullable Original original) {}

    /** @param language BCP 47 tag */
    @Schema(name = "OriginalWords", example = "{\"language\":\"en\",\"text\":\"It leaves tomorrow.\"}")
    public record Original(
            @Nullable String language, @Nullable String text) {}

    /** Who shall answer. @param agent id of a token @param version as in {@link Seen} */
    @Schema(name = "Assignment", example = "{\"agent\":\"3f2a9c1b5d7e8f60\"}")
    public record Assignment(
            @Nullable String agent, @Nullable Long version) {}

    /** What an agent notes. */
    @Schema(name = "NoteDraft", example = "{\"text\":\"Asked the warehouse.\"}")
    public record NoteDraft(@Nullable String text) {}

    @Inject
    public DeskResource(
            Desk desk,
            DeskTalk talk,
            Notes notes,
            ConversationArchive archive,
            OpenConnections connections,
            Access access,
            Waker waker,
            Clock clock) {
        this.desk = desk;
        this.talk = talk;
        this.notes = notes;
        this.archive = archive;
        this.connections = connections;
        this.access = access;
        this.waker = waker;
        this.clock = clock;
    }

    @POST
    @Path("{id}/takeover")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Take a conversation over",
            description = "The bot is silent from now on. A conversation that another agent holds is only taken when"
                    + " `version` shows that you know.")
    @APIResponse(
            responseCode = "200",
            description = "Who holds it now",
            content =
                    @org.eclipse.microprofile.openapi.annotations.media.Content(
                            schema = @Schema(implementation = Held.class)))
    @APIResponse(responseCode = "409", description = "Somebody was faster, or another agent holds it")
    public Held takeOver(
            @PathParam("id") String id,
            @RequestBody(
                            content =
                                    @org.eclipse.microprofile.openapi.annotations.media.Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Seen.class)))
                    byte[] body,
            @Context HttpServletRequest request) {
        return held(desk.takeOver(deed(id, seen(body), request)));
    }

    @POST
    @Path("{id}/assign")
    @Operation(summary = "Give a conversation to a colleague", description = "`people` lists who there is.")
    @APIResponse(
            responseCode = "200",
            description = "Who holds it now",
            content =
                    @org.eclipse.microprofile.openapi.annotations.media.Content(
                            schema = @Schema(implementation = Held.class)))
    @APIResponse(responseCode = "409", description = "Somebody was faster, or another agent holds it")
    public Held assign(
            @PathParam("id") String id, @Nullable Assignment assignment, @Context HttpServletRequest request) {
        String agent = text("agent", assignment == null ? null : assignment.agent(), LONGEST_AGENT);
        String merchant = archive.conversation(id)
                .map(Summary::merchant)
                .orElseThrow(() -> ProblemException.notFound("conversation"));
        if (!access.mayAnswer(agent, merchant)) {
            throw ProblemException.invalid("agent", "is nobody who may answer here");
        }
        return held(desk.assign(deed(id, assignment == null ? null : assignment.version(), request), agent));
    }

    @POST
    @Path("{id}/return")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Give a conversation back to the bot")
    @APIResponse(
            responseCode = "200",
            description = "Who holds it now",
            content =
                    @org.eclipse.microprofile.openapi.annotations.media.Content(
                            schema = @Schema(implementation = Held.class)))
    @APIResponse(responseCode = "409", description = "Somebody was faster, or another agent holds it")
    public Held giveBack(
            @PathParam("id") String id,
            @RequestBody(
                            content =
                                    @org.eclipse.microprofile.openapi.annotations.media.Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Seen.class)))
                    byte[] body,
            @Context HttpServletRequest request) {
        Held held = held(desk.giveBack(deed(id, seen(body), request)));
        waker.wake(new ConversationId(id));
        return held;
    }

    @POST
    @Path("{id}/messages")
    @Operation(
            summary = "Say something to the shopper",
            description =
                    "Takes the conversation over when nobody holds it. It is stored before it is sent, and sent once,"
                            + " in order. Send the same `Idempotency-Key` again when you do not know whether an earlier request"
                            + " arrived.")
    @APIResponse(responseCode = "202", description = "Stored; its delivery state is shown with the conversation")
    @APIResponse(responseCode = "409", description = "Somebody was faster, or another agent holds it")
    public Response say(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable Words words,
            @Context HttpServletRequest request) {
        String text = text("text", words == null ? null : words.text(), LONGEST_TEXT);
        if (key != null && !KEY.matcher(key).matches()) {
            throw ProblemException.invalid("Idempotency-Key", "must be 1 to 64 of A-Z a-z 0-9 _ -");
        }
        Summary conversation = archive.conversation(id).orElseThrow(() -> ProblemException.notFound("conversation"));
        Held held = held(talk.speak(
                deed(id, words == null ? null : words.version(), request),
                fitted(text, conversation),
                key == null ? UUID.randomUUID().toString() : key,
                words == null || words.original() == null ? null : own(words.original())));
        waker.wake(new ConversationId(id));
        return Response.status(Response.Status.ACCEPTED).entity(held).build();
    }

    @POST
    @Path("{id}/suggestion/{suggestion: [0-9a-f-]{36}}/send")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Send what the bot suggests",
            description = "As it stands. It is sent once, however often this is called; 409 when there is a newer one.")
    @APIResponse(responseCode = "202", description = "Stored; its delivery state is shown with the conversation")
    @APIResponse(responseCode = "409", description = "There is a newer suggestion, or another agent holds it")
    public Response sendSuggestion(
            @PathParam("id") String id,
            @PathParam("suggestion") String suggestion,
            @Context HttpServletRequest request) {
        Held held = held(talk.sendSuggestion(deed(id, null, request), suggestion));
        waker.wake(new ConversationId(id));
        return Response.status(Response.Status.ACCEPTED).entity(held).build();
    }

    @POST
    @Path("{id}/messages/{sequence: [0-9]{1,18}}/resend")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Send a message that failed once more")
    @APIResponse(responseCode = "202", description = "It waits to be sent again")
    @APIResponse(responseCode = "409", description = "The message did not fail")
    public Response sendAgain(
            @PathParam("id") String id, @PathParam("sequence") long sequence, @Context HttpServletRequest request) {
        Held held = held(talk.sendAgain(deed(id, null, request), sequence));
        waker.wake(new ConversationId(id));
        return Response.status(Response.Status.ACCEPTED).entity(held).build();
    }

    @POST
    @Path("{id}/notes")
    @Operation(summary = "Note something for other agents", description = "No shopper ever sees it.")
    @APIResponse(responseCode = "201", description = "Noted")
    public Response note(@PathParam("id") String id, @Nullable NoteDraft draft, @Context HttpServletRequest request) {
        String text = text("text", draft == null ? null : draft.text(), LONGEST_NOTE);
        Note note = notes.add(new ConversationId(id), ApiGate.actorOf(request), text, clock.instant())
                .orElseThrow(() -> ProblemException.notFound("conversation"));
        return Response.status(Response.Status.CREATED).entity(note).build();
    }

    private static DeskTalk.OwnWords own(Original original) {
        String text = text("original.text", original.text(), LONGEST_TEXT);
        String language = text("original.language", original.language(), LONGEST_AGENT);
        return new DeskTalk.OwnWords(
                Locale.forLanguageTag(Merchants.language(language)).toLanguageTag(), text);
    }

    /** Read by hand, because a deed that names no version comes without a body and without a type. */
    private static @Nullable Long seen(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        try {
            Seen seen = Json.API.readValue(body, Seen.class);
            return seen == null ? null : seen.version();
        } catch (IOException malformed) {
            throw ProblemException.of(400, "malformed", "the body is not the JSON that is wanted here");
        }
    }

    private Deed deed(String id, @Nullable Long version, HttpServletRequest request) {
        return new Deed(new ConversationId(id), ApiGate.actorOf(request), version, clock.instant());
    }

    private List<Content> fitted(String text, Summary conversation) {
        ChannelAdapter channel = connections
                .find(new ConnectionId(conversation.connection()))
                .filter(open -> open.adapter() instanceof ChannelAdapter)
                .map(open -> (ChannelAdapter) open.adapter())
                .orElseThrow(() ->
                        ProblemException.of(409, "no-connection", "the connection of this conversation was removed"));
        String language = conversation.language();
        return fitter.fit(new Content.Text(text), channel.capabilities(), language == null ? "en" : language);
    }

    private static String text(String field, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            throw ProblemException.invalid(field, "is missing");
        }
        if (text.length() > longest) {
            throw ProblemException.invalid(field, "must have at most " + longest + " characters");
        }
        return text.strip();
    }

    private static Held held(DeskOutcome outcome) {
        return switch (outcome) {
            case DeskOutcome.Done done -> done.held();
            case DeskOutcome.Missing missing -> throw ProblemException.notFound("conversation");
            case DeskOutcome.Changed changed ->
                throw ProblemException.of(
                        409, "changed", "the conversation has changed; its version is now " + changed.version());
            case DeskOutcome.HeldByOther other ->
                throw ProblemException.of(409, "held", "another agent holds this conversation");
            case DeskOutcome.OutOfPlace wrong -> throw ProblemException.of(409, "out-of-place", wrong.why());
        };
    }
}
