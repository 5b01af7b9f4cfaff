package io.polyclerk.server.api.archive;

import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.metrics.Asked;
import io.polyclerk.server.metrics.FigureName;
import io.polyclerk.server.metrics.ServiceMetrics;
import io.polyclerk.server.metrics.ServiceMetrics.Behind;
import io.polyclerk.server.metrics.ServiceNumbers;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How well shoppers are served. */
@Path("metrics/service")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.MERCHANT)
@Tag(name = "numbers", description = "How well shoppers are served")
public class ServiceMetricsResource {

    private static final Duration USUAL = Duration.ofDays(30);
    private static final int MOST = 200;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9990-01-01T00:00:00Z");

    private final ServiceMetrics metrics;
    private final Clock clock;

    @Inject
    public ServiceMetricsResource(ServiceMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "Compute the numbers of service",
            description =
                    "From stored events, each time. Every number comes with the counts that it is made of and with its"
                            + " definition. `from` (included) and `to` (excluded) are dates or times in ISO 8601, the last 30 days by"
                            + " default; a date stands for its midnight in `zone`.")
    public ServiceNumbers numbers(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @DefaultValue("UTC") String zone,
            @QueryParam("connection") @Nullable String connection,
            @QueryParam("language") @Nullable String language,
            @QueryParam("intent") @Nullable String intent) {
        return metrics.of(asked(merchant, from, to, zone, connection, language, intent));
    }

    /** The contacts behind a number. */
    public record BehindList(List<Behind> contacts) {}

    @GET
    @Path("contacts")
    @Operation(
            summary = "List the contacts behind a number",
            description = "`figure` is a number's name such as `handoffShare`; `counted=false` gives those of which the"
                    + " share is and that do not count. The newest first, at most 200.")
    public BehindList behind(
            @QueryParam("figure") @Nullable String figure,
            @QueryParam("counted") @DefaultValue("true") boolean counted,
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @DefaultValue("UTC") String zone,
            @QueryParam("connection") @Nullable String connection,
            @QueryParam("language") @Nullable String language,
            @QueryParam("intent") @Nullable String intent) {
        FigureName name = FigureName.of(figure == null ? "" : figure)
                .orElseThrow(() -> ProblemException.invalid("figure", "is no number such as handoffShare"));
        return new BehindList(
                metrics.behind(asked(merchant, from, to, zone, connection, language, intent), name, counted, MOST));
    }

    private Asked asked(
            @Nullable String merchant,
            @Nullable String from,
            @Nullable String to,
            String zone,
            @Nullable String connection,
            @Nullable String language,
            @Nullable String intent) {
        ZoneId days = zone(zone);
        Instant end = to == null ? clock.instant() : instant("to", to, days);
        Instant begin = from == null ? end.minus(USUAL) : instant("from", from, days);
        if (!begin.isBefore(end)) {
            throw ProblemException.invalid("from", "must be before to");
        }
        if (begin.isBefore(EARLIEST) || end.isAfter(LATEST)) {
            throw ProblemException.invalid("from", "and to must lie between 1970 and 9990");
        }
        return new Asked(
                blankless(merchant), begin, end, days, blankless(connection), blankless(language), blankless(intent));
    }

    private static @Nullable String blankless(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw ProblemException.invalid("zone", "is no time zone such as UTC or Asia/Shanghai");
        }
    }

    private static Instant instant(String field, String text, ZoneId zone) {
        try {
            return text.length() == "2026-11-23".length()
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : java.time.OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw ProblemException.invalid(
                    field, "is no date such as 2026-11-23 and no time such as 2026-11-23T08:00:00Z");
        }
    }
}
