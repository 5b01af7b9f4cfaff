package io.polyclerk.server.api.notices;

import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.notices.Notice.Kind;
import io.polyclerk.server.persistence.notices.PushOutlet.Browser;
import io.polyclerk.server.persistence.notices.PushOutlet.Subscription;
import io.polyclerk.server.push.PushDesk;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the browsers of the caller are told, whether with an account or with a token. */
@Path("push")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.NOTHING)
@Tag(name = "notices", description = "What somebody should look at")
public class PushResource {

    private final PushDesk desk;

    /** As a browser says it: `PushSubscription.toJSON()`. */
    @Schema(name = "PushKeys")
    public record Keys(@Nullable String p256dh, @Nullable String auth) {
        @Override
        public String toString() {
            return "Keys";
        }
    }

    /** @param kinds of notices @param language BCP 47 tag */
    @Schema(
            name = "PushDraft",
            example =
                    "{\"endpoint\":\"https://updates.push.services.mozilla.com/…\",\"keys\":{\"p256dh\":\"…\",\"auth\":\"…\"},"
                            + "\"kinds\":[\"waiting\"],\"language\":\"en\"}")
    public record Draft(
            @Nullable String endpoint,
            @Nullable Keys keys,
            @Nullable List<String> kinds,
            @Nullable String language) {
        @Override
        public String toString() {
            return "Draft";
        }
    }

    /** A browser. Where it is reached is not told. */
    @Schema(name = "PushBrowser")
    public record Told(String id, List<String> kinds, String language, Instant createdAt) {}

    /** @param key that a browser wants to know, in base64url @param known kinds that can be chosen @param browsers the caller's */
    @Schema(name = "Push")
    public record View(String key, List<String> known, List<Told> browsers) {}

    @Inject
    public PushResource(PushDesk desk) {
        this.desk = desk;
    }

    @GET
    @Operation(summary = "Show which of your browsers are told something")
    public View show(@Context HttpServletRequest request) {
        return new View(
                desk.publicKey(),
                Arrays.stream(Kind.values()).map(Kind::wireName).toList(),
                desk.of(ApiGate.callerOf(request).tokenId()).stream()
                        .map(PushResource::told)
                        .toList());
    }

    @POST
    @Operation(
            summary = "Have a browser told",
            description =
                    "Takes what the browser's push manager gives. A browser that is known is told anew what is chosen now.")
    @APIResponse(responseCode = "201", description = "It is told from now on")
    @APIResponse(
            responseCode = "422",
            description = "Its push service is none that this server calls, or its keys are none")
    public Response keep(@Nullable Draft draft, @Context HttpServletRequest request) {
        if (draft == null) {
            throw ProblemException.invalid("endpoint", "is missing");
        }
        Browser browser = browser(draft);
        String id = desk.keep(
                ApiGate.callerOf(request).tokenId(), browser, language(draft.language()), kinds(draft.kinds()));
        Told told = desk.of(ApiGate.callerOf(request).tokenId()).stream()
                .filter(one -> one.id().equals(id))
                .map(PushResource::told)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("browser"));
        return Response.status(Response.Status.CREATED).entity(told).build();
    }

    private Browser browser(Draft draft) {
        String endpoint = Objects.toString(draft.endpoint(), "");
        if (!desk.isReachable(endpoint)) {
            throw ProblemException.invalid("endpoint", "is at no push service that this server calls");
        }
        Keys keys = draft.keys() == null ? new Keys(null, null) : draft.keys();
        Browser browser = new Browser(endpoint, Objects.toString(keys.p256dh(), ""), Objects.toString(keys.auth(), ""));
        if (!desk.isUsable(browser)) {
            throw ProblemException.invalid("keys", "are none that something can be encrypted with");
        }
        return browser;
    }

    private static List<String> kinds(@Nullable List<String> wanted) {
        List<String> kinds = wanted == null ? List.of() : wanted;
        if (kinds.size() > Kind.values().length
                || kinds.stream()
                        .anyMatch(
                                kind -> Kind.ofWireName(Objects.toString(kind)).isEmpty())) {
            throw ProblemException.invalid("kinds", "has one that there is none of");
        }
        return kinds.stream().distinct().toList();
    }

    private static String language(@Nullable String tag) {
        String language = Objects.toString(tag, "en");
        if (!language.matches("[A-Za-z0-9-]{2,35}")) {
            throw ProblemException.invalid("language", "is no language tag such as en or zh");
        }
        return language;
    }

    @POST
    @Path("{id}/test")
    @Operation(summary = "Send a trial to one of your browsers")
    @APIResponse(responseCode = "202", description = "It is on its way")
    public Response tryOut(@PathParam("id") String id, @Context HttpServletRequest request) {
        if (!desk.tryOut(ApiGate.callerOf(request).tokenId(), id)) {
            throw ProblemException.notFound("browser");
        }
        return Response.accepted().build();
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Have one of your browsers told nothing any more")
    public Response remove(@PathParam("id") String id, @Context HttpServletRequest request) {
        if (!desk.remove(ApiGate.callerOf(request).tokenId(), id)) {
            throw ProblemException.notFound("browser");
        }
        return Response.noContent().build();
    }

    private static Told told(Subscription one) {
        return new Told(one.id(), one.kinds(), one.language(), one.createdAt());
    }
}
