package io.polyclerk.server.api.merchant;

import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.proactive.Forecast;
import io.polyclerk.core.proactive.Forecast.Expected;
import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.core.proactive.ProactivePolicy;
import io.polyclerk.core.proactive.Wording;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.persistence.proactive.ProactiveLedger;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.ConsentCount;
import io.polyclerk.server.persistence.proactive.ProactiveLedger.Decided;
import io.polyclerk.server.proactive.ExampleOrder;
import io.polyclerk.server.proactive.MerchantProactive;
import io.polyclerk.server.proactive.ProactiveResults;
import io.polyclerk.server.proactive.ProactiveResults.Results;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.store.Order;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the bot says first. */
@Path("proactive")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.MERCHANT)
@Tag(
        name = "proactive",
        description =
                "Writing first: reminders, news and questions that nobody has asked for but everybody has allowed")
public class ProactiveResource {

    private static final Set<String> STATES = Set.of("planned", "told", "spared", "dropped");
    private static final int MOST = 500;
    private static final int USUAL = 100;
    private static final int MOST_HOURS = 24 * 14;
    private static final int DAY = 24;
    private static final int MOST_ORDERS = 50;
    private static final Duration MONTH = Duration.ofDays(30);

    private final MerchantProactive policies;
    private final ProactiveLedger ledger;
    private final ProactiveResults results;
    private final Forecast forecast;
    private final Wording wording;
    private final Clock clock;

    /** Decisions, the newest first. */
    public record DecisionsView(List<Decided> decisions) {}

    /** @param expected what would be said, as if everything were switched on */
    public record ForecastView(Instant at, int hours, List<Expected> expected) {}

    /** What a shopper would read. @param contents one message */
    public record Example(String language, List<Content> contents) {}

    @Inject
    public ProactiveResource(
            MerchantProactive policies,
            ProactiveLedger ledger,
            ProactiveResults results,
            Forecast forecast,
            Wording wording,
            Clock clock) {
        this.policies = policies;
        this.ledger = ledger;
        this.results = results;
        this.forecast = forecast;
        this.wording = wording;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Show what the bot says first, and how many shoppers allow it")
    public ProactivePolicyView show(@QueryParam("merchant") @Nullable String merchant) {
        String owner = Merchants.named(merchant);
        return view(owner);
    }

    private ProactivePolicyView view(String owner) {
        ConsentCount consents = ledger.consents(owner);
        return ProactivePolicyView.of(owner, policies.versioned(owner), consents);
    }

    @PUT
    @Allowed(Role.MANAGER)
    @Operation(
            summary = "Say what the bot says first",
            description =
                    "What is left out stays as it is. Nothing is ever sent to a shopper who has not said yes in the chat, whatever"
                            + " is switched on. Durations are ISO 8601. The merchant's own words may hold the gaps {number},"
                            + " {amount}, {carrier}, {tracking} and {url}.")
    @APIResponse(responseCode = "200", description = "What holds now")
    @APIResponse(responseCode = "409", description = "Somebody was faster")
    @APIResponse(responseCode = "422", description = "Something about a rule is wrong")
    public ProactivePolicyView keep(@QueryParam("merchant") @Nullable String merchant, @Nullable ProactiveDraft draft) {
        String owner = Merchants.named(merchant);
        if (draft == null) {
            throw ProblemException.invalid("rules", "is missing");
        }
        ProactivePolicy wanted = draft.on(policies.versioned(owner).policy());
        if (!policies.put(owner, wanted, draft.version())) {
            throw ProblemException.of(409, "changed", "somebody else has changed this in the meantime");
        }
        return view(owner);
    }

    @GET
    @Path("decisions")
    @Operation(
            summary = "List what was said, spared, dropped and planned",
            description =
                    "`why` tells why nothing was said, `reason` what the channel or platform has to say about it.")
    public DecisionsView decisions(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("occasion") @Nullable String occasion,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable Integer limit) {
        String owner = Merchants.named(merchant);
        if (state != null && !state.isBlank() && !STATES.contains(state)) {
            throw ProblemException.invalid("state", "is one of planned, told, spared, dropped");
        }
        int most = limit == null ? USUAL : limit;
        if (most < 1 || most > MOST) {
            throw ProblemException.invalid("limit", "must be 1 to " + MOST);
        }
        String wanted = occasion == null || occasion.isBlank()
                ? null
                : occasionOf(occasion).wireName();
        return new DecisionsView(ledger.decided(owner, wanted, state == null || state.isBlank() ? null : state, most));
    }

    @GET
    @Path("forecast")
    @Operation(
            summary = "Show who would hear what in the next hours",
            description =
                    "By the very rules by which it is decided later, as if everything were switched on. Sends nothing and changes"
                            + " nothing. Looks at the 50 orders that were followed last.")
    public ForecastView forecast(
            @QueryParam("merchant") @Nullable String merchant, @QueryParam("hours") @Nullable Integer hours) {
        String owner = Merchants.named(merchant);
        int ahead = hours == null ? DAY : hours;
        if (ahead < 1 || ahead > MOST_HOURS) {
            throw ProblemException.invalid("hours", "must be 1 to " + MOST_HOURS);
        }
        return new ForecastView(
                clock.instant(),
                ahead,
                forecast.of(owner, policies.versioned(owner).policy(), Duration.ofHours(ahead), MOST_ORDERS));
    }

    @GET
    @Path("results")
    @Operation(
            summary = "Show what came of an occasion",
            description =
                    "Without `from` the last 30 days. Of payment reminders the share of orders that were paid, with and without a"
                            + " reminder, with the 95 % interval of the difference, and what was recovered by currency.")
    public Results results(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("occasion") @Nullable String occasion,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        String owner = Merchants.named(merchant);
        Instant now = clock.instant();
        Instant end = to == null || to.isBlank() ? now : instant("to", to);
        Instant begin = from == null || from.isBlank() ? end.minus(MONTH) : instant("from", from);
        if (!begin.isBefore(end)) {
            throw ProblemException.invalid("from", "must be before the end");
        }
        int days = policies.versioned(owner).policy().resultDays();
        return results.of(owner, occasionOf(occasion == null ? "payment_reminder" : occasion), begin, end, days);
    }

    @GET
    @Path("example")
    @Operation(
            summary = "Show the words of an occasion with an order that never was",
            description =
                    "Without `text` the merchant's own words, else the pack's. `POST /preview` shows what each channel makes of them.")
    @APIResponse(responseCode = "422", description = "The text is no message pattern")
    public Example example(
            @QueryParam("merchant") @Nullable String merchant,
            @QueryParam("occasion") @Nullable String occasion,
            @QueryParam("language") @Nullable String language,
            @QueryParam("text") @Nullable String text) {
        String owner = Merchants.named(merchant);
        Occasion wanted = occasionOf(occasion == null ? "" : occasion);
        String tag = Merchants.language(language == null || language.isBlank() ? LanguagePacks.FALLBACK : language);
        String own = text == null || text.isBlank()
                ? policies.versioned(owner).policy().of(wanted).texts().get(tag)
                : ProactiveDraft.pattern("text", text, tag);
        Order order = ExampleOrder.of(wanted, clock.instant());
        return new Example(
                tag,
                List.of(new Content.Choice(
                        wording.text(wanted, order, ExampleOrder.PARCEL, tag, own), wording.options(wanted, tag))));
    }

    private static Occasion occasionOf(String name) {
        return Occasion.ofWireName(name).orElseThrow(() -> ProblemException.invalid("occasion", "is none"));
    }

    private static Instant instant(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw ProblemException.invalid(field, "is no time such as 2026-11-26T10:00:00Z");
        }
    }
}
