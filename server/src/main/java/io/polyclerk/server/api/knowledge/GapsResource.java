package io.polyclerk.server.api.knowledge;

import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.persistence.knowledge.OpenQuestions;
import io.polyclerk.server.persistence.knowledge.OpenQuestions.Question;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What shoppers ask and the bot does not understand. */
@Path("gaps")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.MERCHANT)
@Tag(name = "training", description = "Glossaries, corrected messages, models of a shop's own")
public class GapsResource {

    private static final int MOST = 50;
    private static final int MOST_DAYS = 365;

    private final OpenQuestions questions;
    private final Redactor redactor;
    private final Clock clock;

    /** The most frequent first. */
    public record GapList(List<Question> gaps) {}

    @Inject
    public GapsResource(OpenQuestions questions, Redactor redactor, Clock clock) {
        this.questions = questions;
        this.redactor = redactor;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "List what shoppers wrote and the bot did not understand",
            description =
                    "Of the newest 5,000 messages, the most frequent first, at most 50. Personal data are masked.")
    public GapList list(
            @QueryParam("merchant") @Nullable String merchant, @QueryParam("days") @DefaultValue("30") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw ProblemException.invalid("days", "must be 1 to " + MOST_DAYS);
        }
        return new GapList(
                questions.of(Merchants.named(merchant), clock.instant().minus(Duration.ofDays(days)), MOST).stream()
                        .map(this::masked)
                        .toList());
    }

    private Question masked(Question question) {
        String text = redactor.redact(question.text(), question.language()).text();
        return new Question(text, question.language(), question.conversation(), question.at(), question.times());
    }
}
