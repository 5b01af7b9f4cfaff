package io.polyclerk.server.api.notices;

import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.outlet.Subscribing;
import io.polyclerk.server.outlet.Subscribing.Begun;
import io.polyclerk.server.persistence.notices.EventOutlet;
import io.polyclerk.server.persistence.notices.EventOutlet.Standing;
import io.polyclerk.server.persistence.notices.EventOutlet.Subscription;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Other systems that want to hear what happens. */
@Path("event-subscriptions")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Within(Within.Scope.MERCHANT)
@Tag(name = "events", description = "What happens, told to other systems as CloudEvents")
public class EventSubscriptionsResource {

    private static final int LONGEST = 2_000;
    private static final int MOST_TYPES = 50;

    private final EventOutlet outlet;
    private final Subscribing subscribing;

    /** @param types beginnings of types such as {@code io.polyclerk.ticket}; none for all */
    @Schema(
            name = "EventSubscriptionDraft",
            example = "{\"address\":\"https://crm.shop.example/events\",\"types\":[\"io.polyclerk.ticket\"]}")
    public record Draft(@Nullable String address, @Nullable List<String> types) {}

    /** @param secret that events are signed with; only shown when it is made @param given how many events were given up */
    @Schema(name = "EventSubscription")
    public record SubscriptionView(
            String id,
            @Nullable String merchant,
            String address,
            List<String> types,
            Instant createdAt,
            @Nullable String secret,
            @Nullable Integer waiting,
            @Nullable Integer given,
            @Nullable String reason) {

        static SubscriptionView of(Subscription one, @Nullable String secret, @Nullable Standing standing) {
            return new SubscriptionView(
                    one.id(),
                    one.merchant(),
                    one.address().toString(),
                    one.types(),
                    one.createdAt(),
                    secret,
                    standing == null ? null : standing.waiting(),
                    standing == null ? null : standing.given(),
                    standing == null ? null : standing.reason());
        }
    }

    /** Those who hear, the oldest first. */
    public record SubscriptionList(List<SubscriptionView> subscriptions) {}

    @Inject
    public EventSubscriptionsResource(EventOutlet outlet, Subscribing subscribing) {
        this.outlet = outlet;
        this.subscribing = subscribing;
    }

    @GET
    @Operation(summary = "List who hears what happens, and how far they are")
    public SubscriptionList list(@QueryParam("merchant") @Nullable String merchant) {
        return new SubscriptionList(outlet.subscriptions(blankless(merchant)).stream()
                .map(one -> SubscriptionView.of(one, null, outlet.standing(one.id())))
                .toList());
    }

    @POST
    @Operation(
            summary = "Let another system hear what happens",
            description =
                    "Each event is one POST with a CloudEvent 1.0 in the structured JSON mode, signed as Standard Webhooks has it"
                            + " (`webhook-id`, `webhook-timestamp`, `webhook-signature`). What is not answered with 2xx comes again for"
                            + " about two days, so tell doubles by the event's id. Of all merchants when none is named.")
    @APIResponse(responseCode = "201", description = "With the secret, which is shown only here")
    public Response begin(@QueryParam("merchant") @Nullable String merchant, @Nullable Draft draft) {
        if (draft == null || draft.address() == null) {
            throw ProblemException.invalid("address", "is missing");
        }
        List<String> types = draft.types() == null ? List.of() : draft.types();
        if (types.size() > MOST_TYPES || types.stream().anyMatch(type -> !type.matches("[a-z.]{1,100}"))) {
            throw ProblemException.invalid("types", "are no beginnings such as io.polyclerk.ticket");
        }
        Begun begun = subscribing
                .begin(blankless(merchant), address(draft.address()), types)
                .orElseThrow(() -> ProblemException.invalid("address", "must not lie in this server's own network"));
        return Response.status(201)
                .entity(SubscriptionView.of(begun.subscription(), begun.secret(), null))
                .build();
    }

    @DELETE
    @Path("{subscription}")
    @Operation(summary = "Tell a system nothing more")
    public void end(@PathParam("subscription") String id, @QueryParam("merchant") @Nullable String merchant) {
        if (!outlet.unsubscribe(id, blankless(merchant))) {
            throw ProblemException.notFound("subscription");
        }
    }

    private static URI address(String text) {
        try {
            URI address = new URI(text);
            boolean isWeb = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
            if (text.length() > LONGEST || !isWeb || address.getHost() == null || address.getUserInfo() != null) {
                throw ProblemException.invalid("address", "is no web address");
            }
            return address;
        } catch (URISyntaxException malformed) {
            throw ProblemException.invalid("address", "is no web address");
        }
    }

    private static @Nullable String blankless(@Nullable String merchant) {
        return merchant == null || merchant.isBlank() ? null : merchant;
    }
}
