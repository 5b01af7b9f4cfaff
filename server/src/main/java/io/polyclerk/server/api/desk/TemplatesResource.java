package io.polyclerk.server.api.desk;

import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.script.ScriptTemplate;
import io.polyclerk.core.script.ScriptText;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.scripts.Scripts;
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
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Texts that are ready to be said, for agents and for the bot. */
@Path("templates")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.MERCHANT)
@Tag(name = "templates", description = "Texts that are ready to be said")
public class TemplatesResource {

    private static final int MOST = 200;
    private static final int LONGEST_QUERY = 200;
    private static final int MOST_TAGS = 10;

    private final Scripts scripts;
    private final AuditLog audit;
    private final Clock clock;

    /** @param variables that have to be filled in @param own written by the merchant @param bot the bot may answer with it */
    public record Template(
            String key,
            String language,
            String title,
            String text,
            List<String> tags,
            Set<String> variables,
            boolean own,
            boolean bot) {
        static Template of(ScriptTemplate template) {
            return new Template(
                    template.key(),
                    template.language(),
                    template.title(),
                    template.text(),
                    template.tags(),
                    new TreeSet<>(new ScriptText(template.text(), template.language()).gaps()),
                    template.own(),
                    template.forBot());
        }
    }

    /** The merchant's own first. */
    public record TemplateList(List<Template> templates) {}

    /** @param key small letters, digits, dots and {@code _}; that of a shipped one to stand in its place */
    @Schema(
            name = "TemplateDraft",
            example =
                    "{\"key\":\"order.delay\",\"language\":\"en\",\"title\":\"Late\",\"text\":\"Order {order} is late.\"}")
    public record Draft(
            @Nullable String key,
            @Nullable String language,
            @Nullable String title,
            @Nullable String text,
            @Nullable List<String> tags,
            boolean bot) {}

    /** What stands in the gaps; numbers as text too. */
    @Schema(name = "TemplateValues", example = "{\"variables\":{\"order\":\"1001\",\"days\":\"3\"}}")
    public record Values(@Nullable Map<String, String> variables) {}

    /** Ready to be said. */
    public record Filled(String text) {}

    @Inject
    public TemplatesResource(Scripts scripts, AuditLog audit, Clock clock) {
        this.scripts = scripts;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "List or search templates of a language",
            description =
                    "The merchant's own before the shipped ones; with `q` those that share a word with it, best first.")
    public TemplateList list(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("language") @DefaultValue("en") String language,
            @QueryParam("q") @DefaultValue("") String query,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (query.length() > LONGEST_QUERY) {
            throw ProblemException.invalid("q", "must have at most " + LONGEST_QUERY + " characters");
        }
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "must be 1 to " + MOST);
        }
        return new TemplateList(scripts.find(Merchants.named(merchant), general(language), query).stream()
                .limit(limit)
                .map(Template::of)
                .toList());
    }

    @GET
    @Path("{key}")
    @Operation(summary = "Show a template")
    public Template one(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("language") @DefaultValue("en") String language,
            @PathParam("key") String key) {
        return Template.of(found(merchant, language, key));
    }

    private ScriptTemplate found(@Nullable String merchant, String language, String key) {
        return scripts.one(Merchants.named(merchant), general(language), key)
                .orElseThrow(() -> ProblemException.notFound("template"));
    }

    @POST
    @Allowed({})
    @Operation(
            summary = "Create a template",
            description =
                    "The text is an ICU message pattern with named gaps. With `bot` it must have no gaps: the bot then"
                            + " answers with it when a shopper's question is near its title and text.")
    @APIResponse(responseCode = "201", description = "It is there")
    @APIResponse(responseCode = "409", description = "The merchant has one with this key")
    public Response create(
            @QueryParam("merchant") @Nullable String of, @Nullable Draft draft, @Context HttpServletRequest request) {
        String merchant = Merchants.named(of);
        ScriptTemplate template =
                checked(draft, draft == null ? null : draft.key(), draft == null ? null : draft.language());
        if (scripts.isFull(merchant)) {
            throw ProblemException.of(409, "too-many", "a merchant has at most " + Scripts.MOST + " templates");
        }
        if (!scripts.save(merchant, template, false)) {
            throw ProblemException.of(409, "exists", "there is a template with this key; change it instead");
        }
        audit.record(clock.instant(), ApiGate.actorOf(request), "add", "template " + template.key());
        return Response.status(Response.Status.CREATED)
                .location(URI.create("/api/v1/templates/" + template.key() + "?language=" + template.language()))
                .entity(Template.of(template))
                .build();
    }

    @PUT
    @Path("{key}")
    @Allowed({})
    @Operation(
            summary = "Change a template",
            description = "A shipped one stays as it is; the merchant's own stands in its place.")
    public Template change(
            @QueryParam("merchant") @Nullable String of,
            @QueryParam("language") @DefaultValue("en") String language,
            @PathParam("key") String key,
            @Nullable Draft draft,
            @Context HttpServletRequest request) {
        String merchant = Merchants.named(of);
        found(merchant, language, key);
        ScriptTemplate template = checked(draft, key, language);
        if (!scripts.isOwn(merchant, template.language(), key) && scripts.isFull(merchant)) {
            throw ProblemException.of(409, "too-many", "a merchant has at most " + Scripts.MOST + " templates");
        }
        scripts.save(merchant, template, true);
        audit.record(clock.instant(), ApiGate.actorOf(request), "change", "template " + key);
        return Template.of(template);
    }

    @DELETE
    @Path("{key}")
    @Allowed({})
    @Operation(
            summary = "Delete a template of the merchant's own",
            description = "A shipped one with its key comes back.")
    public Response delete(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("language") @DefaultValue("en") String language,
            @PathParam("key") String key,
            @Context HttpServletRequest request) {
        if (!scripts.delete(Merchants.named(merchant), general(language), key)) {
            throw ProblemException.notFound("template");
        }
        audit.record(clock.instant(), ApiGate.actorOf(request), "delete", "template " + key);
        return Response.noContent().build();
    }

    @POST
    @Path("{key}/render")
    @Operation(
            summary = "Fill in a template",
            description = "Every variable must be given and none besides; see `variables`.")
    public Filled fill(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("language") @DefaultValue("en") String language,
            @PathParam("key") String key,
            @Nullable Values values) {
        ScriptTemplate template = found(merchant, language, key);
        Map<String, String> given = values == null || values.variables() == null ? Map.of() : values.variables();
        try {
            return new Filled(new ScriptText(template.text(), template.language()).fill(given));
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.invalid("variables", String.valueOf(wrong.getMessage()));
        }
    }

    private static ScriptTemplate checked(@Nullable Draft draft, @Nullable String key, @Nullable String language) {
        if (draft == null) {
            throw ProblemException.invalid("text", "is missing");
        }
        if (key == null || !key.matches("[a-z0-9][a-z0-9._]{0,63}")) {
            throw ProblemException.invalid("key", "must be 1 to 64 small letters, digits, dots or '_'");
        }
        String title = required("title", draft.title(), ScriptTemplate.LONGEST_TITLE);
        String text = required("text", draft.text(), ScriptTemplate.LONGEST_TEXT);
        String tag = general(language == null ? "en" : language);
        ScriptText pattern;
        try {
            pattern = new ScriptText(text, tag);
        } catch (IllegalArgumentException bad) {
            throw ProblemException.invalid("text", String.valueOf(bad.getMessage()));
        }
        if (draft.bot() && (!pattern.gaps().isEmpty() || text.length() > Passage.LONGEST)) {
            throw ProblemException.invalid(
                    "bot",
                    "the bot says a text as it is: without gaps and with at most " + Passage.LONGEST + " characters");
        }
        return new ScriptTemplate(key, tag, title, text, tags(draft.tags()), true, draft.bot());
    }

    private static String required(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank() || value.length() > longest || value.indexOf('\0') >= 0) {
            throw ProblemException.invalid(field, "must have 1 to " + longest + " characters");
        }
        return value.strip();
    }

    private static List<String> tags(@Nullable List<String> tags) {
        List<String> given = tags == null ? List.of() : tags;
        if (given.size() > MOST_TAGS
                || given.stream().anyMatch(tag -> tag == null || !tag.matches("[\\p{L}\\p{M}\\p{N}_-]{1,32}"))) {
            throw ProblemException.invalid(
                    "tags", "must be at most " + MOST_TAGS + " words of up to 32 letters or digits");
        }
        return given;
    }

    private static String general(String language) {
        String tag = Merchants.language(language);
        int hyphen = tag.indexOf('-');
        return (hyphen < 0 ? tag : tag.substring(0, hyphen)).toLowerCase(Locale.ROOT);
    }
}
