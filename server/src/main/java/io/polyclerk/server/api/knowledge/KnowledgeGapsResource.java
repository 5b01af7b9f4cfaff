package io.polyclerk.server.api.knowledge;

import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.knowledge.KnowledgeGaps;
import io.polyclerk.server.knowledge.KnowledgeGaps.Gap;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What shoppers ask and the shop's texts do not answer. */
@Path("knowledge/gaps")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.MERCHANT)
@Tag(name = "knowledge", description = "What the shop has written")
public class KnowledgeGapsResource {

    private static final int MOST_DAYS = 365;

    private final KnowledgeGaps gaps;
    private final Clock clock;

    /** What is open first. @param open how many of them have no answer */
    @Schema(name = "KnowledgeGapList")
    public record KnowledgeGapList(int open, List<Gap> gaps) {}

    @Inject
    public KnowledgeGapsResource(KnowledgeGaps gaps, Clock clock) {
        this.gaps = gaps;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "List questions that the shop's texts did not answer",
            description =
                    "Of the newest 5,000 messages; those that ask the same are one, counted, with the conversations"
                            + " behind it. At most 50, the open ones first. `answer` is what answers it by now. Personal"
                            + " data are masked.")
    public KnowledgeGapList list(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("days") @DefaultValue("30") int days,
            @QueryParam("language") @Nullable String language) {
        if (days < 1 || days > MOST_DAYS) {
            throw ProblemException.invalid("days", "must be 1 to " + MOST_DAYS);
        }
        List<Gap> found = gaps.of(
                Merchants.named(merchant),
                clock.instant().minus(Duration.ofDays(days)),
                language == null || language.isBlank() ? null : Merchants.language(language));
        return new KnowledgeGapList(
                (int) found.stream().filter(gap -> gap.answer() == null).count(), found);
    }
}
