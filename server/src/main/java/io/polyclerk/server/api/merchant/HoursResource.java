package io.polyclerk.server.api.merchant;

import io.polyclerk.core.hours.OpeningHours;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.setup.MerchantHours;
import io.polyclerk.server.setup.MerchantHours.Versioned;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** When humans answer. */
@Path("hours")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.MERCHANT)
@Tag(name = "rollout", description = "How far the bot goes on its own")
public class HoursResource {

    private static final int MOST_SPANS = 4;
    private static final int MOST_HOLIDAYS = 200;

    private final MerchantHours hours;
    private final Clock clock;

    /** @param from such as `09:00` @param to such as `17:30`; `00:00` is the end of the day */
    @Schema(name = "OpeningSpan")
    public record Span(@Nullable String from, @Nullable String to) {}

    /** @param week spans by day; a day without is closed, and without any day humans answer at any time */
    @Schema(name = "OpeningHours")
    public record HoursView(
            String merchant,
            String zone,
            Map<String, List<Span>> week,
            List<LocalDate> holidays,
            boolean openNow,
            long version) {}

    /** What is to be kept; it replaces what was. */
    @Schema(
            name = "OpeningHoursDraft",
            example = "{\"zone\":\"Europe/Berlin\",\"week\":{\"monday\":[{\"from\":\"09:00\",\"to\":\"17:00\"}]},"
                    + "\"holidays\":[\"2026-12-25\"],\"version\":0}")
    public record Draft(
            @Nullable String zone,
            @Nullable Map<String, List<Span>> week,
            @Nullable List<String> holidays,
            @Nullable Long version) {}

    @Inject
    public HoursResource(MerchantHours hours, Clock clock) {
        this.hours = hours;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Show when humans answer")
    public HoursView show(@QueryParam("merchant") @Nullable String merchant) {
        String owner = Merchants.named(merchant);
        return view(owner, hours.versioned(owner));
    }

    @PUT
    @Allowed(Role.MANAGER)
    @Operation(
            summary = "Say when humans answer",
            description =
                    "The bot tells a shopper who is promised a human when one is back. Without any day humans answer at any"
                            + " time.")
    @APIResponse(responseCode = "409", description = "Somebody was faster")
    @APIResponse(responseCode = "422", description = "No such time zone, day or time")
    public HoursView keep(@QueryParam("merchant") @Nullable String merchant, @Nullable Draft draft) {
        String owner = Merchants.named(merchant);
        if (draft == null || draft.zone() == null) {
            throw ProblemException.invalid("zone", "is missing");
        }
        OpeningHours wanted = new OpeningHours(
                zone(draft.zone()),
                week(draft.week() == null ? Map.of() : draft.week()),
                new TreeSet<>(holidays(draft.holidays() == null ? List.of() : draft.holidays())));
        if (!hours.put(owner, wanted, draft.version())) {
            throw ProblemException.of(409, "changed", "somebody else has changed this in the meantime");
        }
        return view(owner, hours.versioned(owner));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw ProblemException.invalid("zone", "is no time zone such as Europe/Berlin");
        }
    }

    private static Map<DayOfWeek, List<OpeningHours.Span>> week(Map<String, List<Span>> named) {
        Map<DayOfWeek, List<OpeningHours.Span>> week = new EnumMap<>(DayOfWeek.class);
        named.forEach((name, spans) -> {
            if (spans == null || spans.size() > MOST_SPANS) {
                throw ProblemException.invalid("week." + name, "must have at most " + MOST_SPANS + " spans");
            }
            week.put(day(name), spans.stream().map(span -> span(name, span)).toList());
        });
        return week;
    }

    private static DayOfWeek day(String name) {
        try {
            return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.invalid("week", "has a day that there is none of");
        }
    }

    private static OpeningHours.Span span(String day, Span span) {
        try {
            return new OpeningHours.Span(
                    LocalTime.parse(Objects.toString(span.from(), "")),
                    LocalTime.parse(Objects.toString(span.to(), "")));
        } catch (DateTimeException | IllegalArgumentException wrong) {
            throw ProblemException.invalid(
                    "week." + day.toLowerCase(Locale.ROOT), "needs times such as 09:00, the second after the first");
        }
    }

    private static List<LocalDate> holidays(List<String> dates) {
        if (dates.size() > MOST_HOLIDAYS) {
            throw ProblemException.invalid("holidays", "must be at most " + MOST_HOLIDAYS);
        }
        try {
            return dates.stream()
                    .map(date -> LocalDate.parse(Objects.toString(date, "")))
                    .toList();
        } catch (DateTimeException wrong) {
            throw ProblemException.invalid("holidays", "must be days such as 2026-12-25");
        }
    }

    private HoursView view(String merchant, Versioned versioned) {
        OpeningHours kept = versioned.hours();
        Map<DayOfWeek, List<Span>> sorted = new TreeMap<>();
        kept.week()
                .forEach((day, spans) -> sorted.put(
                        day,
                        spans.stream()
                                .map(span -> new Span(
                                        span.from().toString(), span.to().toString()))
                                .toList()));
        Map<String, List<Span>> week = new java.util.LinkedHashMap<>();
        sorted.forEach((day, spans) -> week.put(day.name().toLowerCase(Locale.ROOT), spans));
        return new HoursView(
                merchant,
                kept.zone().getId(),
                week,
                List.copyOf(new TreeSet<>(kept.holidays())),
                kept.isOpen(clock.instant()),
                versioned.version());
    }
}
