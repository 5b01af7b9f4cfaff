package io.polyclerk.server.api.desk;

import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.ApiGate;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.persistence.conversations.ConversationArchive;
import io.polyclerk.server.persistence.conversations.ConversationArchive.Summary;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderStatus;
import io.polyclerk.spi.store.PaymentStatus;
import io.polyclerk.spi.store.Shipment;
import io.polyclerk.spi.store.ShipmentStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The order that a conversation is about, for the agent who answers. Each look is written down. */
@Path("conversations/{id}/order")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed(Role.AGENT)
@Within(Within.Scope.CONVERSATION)
@Tag(name = "desk", description = "What agents do")
public class ConversationOrderResource {

    private static final int LONGEST = 64;

    private final ConversationArchive archive;
    private final OpenConnections connections;
    private final AuditLog audit;
    private final Clock clock;

    /** @param order as the shop holds it now; null when no number was named anywhere */
    public record Found(@Nullable OrderView order) {}

    /** An order without what an agent does not need: no address, no e-mail, no phone number. */
    public record OrderView(
            String number,
            OrderStatus status,
            PaymentStatus payment,
            Instant placedAt,
            Money total,
            @Nullable String customer,
            List<LineView> lines,
            List<ShipmentView> shipments,
            List<RefundView> refunds) {

        static OrderView of(Order order) {
            return new OrderView(
                    order.number(),
                    order.status(),
                    order.payment(),
                    order.placedAt(),
                    order.total(),
                    order.customer().name(),
                    order.lines().stream()
                            .map(line -> new LineView(line.title(), line.sku(), line.quantity(), line.total()))
                            .toList(),
                    order.shipments().stream().map(ShipmentView::of).toList(),
                    order.refunds().stream()
                            .map(refund -> new RefundView(refund.amount(), refund.createdAt()))
                            .toList());
        }
    }

    /** One position. */
    public record LineView(String title, @Nullable String sku, int quantity, Money total) {}

    /** One parcel. */
    public record ShipmentView(
            ShipmentStatus status,
            @Nullable String carrier,
            @Nullable String trackingNumber,
            @Nullable URI trackingUrl,
            @Nullable Instant estimatedDelivery) {

        static ShipmentView of(Shipment shipment) {
            return new ShipmentView(
                    shipment.status(),
                    shipment.carrier(),
                    shipment.trackingNumber(),
                    shipment.trackingUrl(),
                    shipment.estimatedDelivery());
        }
    }

    /** Money that went back. */
    public record RefundView(Money amount, Instant createdAt) {}

    @Inject
    public ConversationOrderResource(
            ConversationArchive archive, OpenConnections connections, AuditLog audit, Clock clock) {
        this.archive = archive;
        this.connections = connections;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "Look an order up for a conversation",
            description =
                    "The one with this `number`, else the one that was named last. It is written down who looked.")
    @APIResponse(responseCode = "404", description = "The shop has no such order")
    @APIResponse(responseCode = "503", description = "The shop does not answer")
    public Found find(
            @PathParam("id") String id,
            @QueryParam("number") @Nullable String number,
            @Context HttpServletRequest request) {
        Summary conversation = archive.conversation(id).orElseThrow(() -> ProblemException.notFound("conversation"));
        String wanted =
                number == null || number.isBlank() ? archive.orderNumberOf(id).orElse("") : number.strip();
        if (wanted.isEmpty()) {
            return new Found(null);
        }
        if (wanted.length() > LONGEST) {
            throw ProblemException.invalid("number", "must have at most " + LONGEST + " characters");
        }
        Order order = find(conversation.merchant(), wanted).orElseThrow(() -> ProblemException.notFound("order"));
        audit.record(clock.instant(), ApiGate.actorOf(request), "look_at_order", "conversation " + id);
        return new Found(OrderView.of(order));
    }

    private Optional<Order> find(String merchant, String number) {
        try {
            return connections.storesOf(merchant).stream()
                    .flatMap(store -> store.adapter().findOrder(number).stream())
                    .findFirst();
        } catch (AdapterException.Refused unknown) {
            return Optional.empty();
        } catch (AdapterException later) {
            throw ProblemException.of(503, "unavailable", "the shop does not answer at the moment");
        }
    }
}
