package io.polyclerk.server.webhook;

import io.polyclerk.core.delivery.Inbox;
import io.polyclerk.server.api.Problem;
import io.polyclerk.server.connections.OpenConnection;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.persistence.DatabaseException;
import io.polyclerk.server.persistence.orders.SqlStoreInbox;
import io.polyclerk.server.telemetry.Telemetry;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.ReplyInAnswer;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Verify, store, acknowledge: what is not genuine leaves no trace but a counter. Thread-safe. */
public final class WebhookIntake {

    private static final System.Logger LOGGER = System.getLogger(WebhookIntake.class.getName());

    private final OpenConnections connections;
    private final Inbox inbox;
    private final SqlStoreInbox storeInbox;
    private final Telemetry telemetry;

    public WebhookIntake(OpenConnections connections, Inbox inbox, SqlStoreInbox storeInbox, Telemetry telemetry) {
        this.connections = connections;
        this.inbox = inbox;
        this.storeInbox = storeInbox;
        this.telemetry = telemetry;
    }

    /** Everything genuine is durable when this returns. @return what the platform is told */
    public WebhookAnswer take(String connectionId, WebhookRequest request) {
        Optional<OpenConnection> found = ConnectionId.isValid(connectionId)
                ? connections.find(new ConnectionId(connectionId))
                : Optional.empty();
        if (found.isEmpty()) {
            telemetry.webhook("unknown", "unknown");
            return answer(Problem.of(404, "not-found", "there is no such connection"));
        }
        OpenConnection open = found.get();
        try {
            return switch (open.adapter()) {
                case ChannelAdapter channel -> fromChannel(open, channel, request);
                case StoreAdapter store ->
                    taken(
                            open,
                            store.receive(request),
                            events -> storeInbox.accept(open.connection().id(), events));
            };
        } catch (DatabaseException notStored) {
            LOGGER.log(System.Logger.Level.ERROR, "a webhook could not be stored", notStored);
            telemetry.webhook(connectionId, "not_stored");
            return answer(Problem.of(503, "busy", "it could not be stored; send it again"));
        } catch (RuntimeException bug) {
            LOGGER.log(System.Logger.Level.ERROR, "a webhook for " + connectionId + " could not be read", bug);
            telemetry.webhook(connectionId, "failed");
            return answer(Problem.of(500, "internal", "something went wrong"));
        }
    }

    /** What is stored is acknowledged at once, unless the channel can only speak in the acknowledgement. */
    private WebhookAnswer fromChannel(OpenConnection open, ChannelAdapter channel, WebhookRequest request) {
        WebhookOutcome<ChannelEvent> outcome = channel.receive(request);
        WebhookAnswer answer = taken(open, outcome, inboxOf(open));
        return channel instanceof ReplyInAnswer inAnswer
                        && outcome instanceof WebhookOutcome.Accepted<ChannelEvent> accepted
                ? inAnswer.answer(request, accepted.events(), answer)
                : answer;
    }

    private Taker<ChannelEvent> inboxOf(OpenConnection open) {
        return events -> inbox.accept(open.connection().id(), open.connection().merchant(), events);
    }

    private <E> WebhookAnswer taken(OpenConnection open, WebhookOutcome<E> outcome, Taker<E> taker) {
        String id = open.connection().id().value();
        return switch (outcome) {
            case WebhookOutcome.Accepted<E> accepted -> {
                taker.take(accepted.events());
                telemetry.webhook(id, "accepted");
                yield accepted.answer();
            }
            case WebhookOutcome.Rejected<E> rejected -> {
                LOGGER.log(System.Logger.Level.DEBUG, "webhook for {0} rejected: {1}", id, rejected.reason());
                telemetry.webhook(id, "rejected");
                yield answer(Problem.of(rejected.status(), "rejected", null));
            }
        };
    }

    private static WebhookAnswer answer(Problem problem) {
        return new WebhookAnswer(
                problem.status(), Problem.MEDIA_TYPE, new String(problem.toJson(), StandardCharsets.UTF_8));
    }

    /** Stores events. */
    @FunctionalInterface
    private interface Taker<E> {
        void take(java.util.List<E> events);
    }
}
