package io.polyclerk.server.api.knowledge;

import io.polyclerk.core.knowledge.Passage;
import io.polyclerk.core.knowledge.Retriever;
import io.polyclerk.core.knowledge.Retriever.Findings;
import io.polyclerk.core.knowledge.Retriever.Question;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.connections.OpenConnections;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a shop has written, asked as the bot asks it. */
@Path("knowledge")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.ITSELF)
@Tag(name = "knowledge", description = "What the shop has written")
public class KnowledgeResource {

    private static final int LONGEST = 1_000;

    private final Retriever retriever;
    private final Interpreter interpreter;
    private final OpenConnections connections;

    /** @param language BCP 47 tag; recognised when missing @param merchant may be missing when there is only one */
    @Schema(name = "Ask", example = "{\"question\":\"How long can I send things back?\",\"language\":\"en\"}")
    public record Ask(
            @Nullable String question,
            @Nullable String language,
            @Nullable String merchant) {}

    /**
     * @param known whether the first passage answers the question; when not, the passages are only what comes nearest
     * @param likely how many of the first passages would be shown with a doubt when it does not
     */
    public record Answer(boolean known, String language, List<Quote> passages, int likely) {}

    /** @param source title of the text @param link where it can be read; null when it is on no page @param disputed another text says otherwise, this is the newer */
    public record Quote(
            String text,
            String heading,
            double score,
            String source,
            @Nullable URI link,
            String language,
            Instant changedAt,
            boolean disputed,
            String document,
            int position) {
        static Quote of(Passage passage) {
            return new Quote(
                    passage.text(),
                    passage.heading(),
                    Math.round(passage.score() * 1000) / 1000.0,
                    passage.source().title(),
                    passage.source().page(),
                    passage.source().language(),
                    passage.source().changedAt(),
                    passage.disputed(),
                    passage.document(),
                    passage.position());
        }
    }

    @Inject
    public KnowledgeResource(Retriever retriever, Interpreter interpreter, OpenConnections connections) {
        this.retriever = retriever;
        this.interpreter = interpreter;
        this.connections = connections;
    }

    @POST
    @Path("ask")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Ask what the shop has written",
            description =
                    "Passages nearest first, each with its source. `known` is false when none of them surely answers;"
                            + " `likely` of them may.")
    public Answer ask(@Nullable Ask ask, @Context HttpServletRequest request) {
        String question = ask == null ? null : ask.question();
        if (ask == null || question == null || question.isBlank()) {
            throw ProblemException.invalid("question", "is missing");
        }
        if (question.length() > LONGEST) {
            throw ProblemException.invalid("question", "must have at most " + LONGEST + " characters");
        }
        String merchant = Merchants.own(Merchants.only(connections, ask.merchant()), request);
        String language = languageOf(question, ask.language(), merchant);
        Findings findings = retriever.find(new Question(merchant, question, language));
        return new Answer(
                findings.known(),
                language,
                findings.passages().stream().map(Quote::of).toList(),
                findings.likely());
    }

    private String languageOf(String question, @Nullable String language, String merchant) {
        return language == null || language.isBlank()
                ? interpreter
                        .interpret(question, new Interpreter.Hints(merchant, Set.of(), null, false, null))
                        .language()
                : Merchants.language(language);
    }
}
