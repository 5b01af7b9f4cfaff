package io.polyclerk.server.api.notices;

import io.polyclerk.server.access.Role;
import io.polyclerk.server.api.Allowed;
import io.polyclerk.server.api.Within;
import io.polyclerk.server.notices.Notices;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What somebody should look at. */
@Path("notices")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Allowed({Role.AGENT, Role.ANALYST})
@Within(Within.Scope.MERCHANT)
@Tag(name = "notices", description = "What somebody should look at")
public class NoticesResource {

    private final Notices notices;

    /**
     * @param kind {@code waiting}, {@code connection}, {@code webhooks}, {@code expiring}, {@code undelivered}, {@code overdue}, {@code spending},
     *     {@code cap}, {@code events}, {@code mail}
     * @param count how many; for {@code cap} the share in percent
     * @param since of the oldest, or when a credential ends; null where there is no such moment
     * @param subject id of the connection or the merchant; null for the others
     * @param reason in words; null where the kind says it all
     */
    @Schema(name = "Notice")
    public record NoticeView(
            String kind,
            int count,
            @Nullable Instant since,
            @Nullable String subject,
            @Nullable String reason) {}

    /** What is most pressing first. */
    public record NoticeList(List<NoticeView> notices) {}

    @Inject
    public NoticesResource(Notices notices) {
        this.notices = notices;
    }

    @GET
    @Operation(
            summary = "List what somebody should look at",
            description =
                    "Shoppers who wait for a human, messages that no platform took in the last seven days, tickets that are"
                            + " overdue, connections that do not work, credentials that end within seven days, spending near its"
                            + " cap, and events and e-mails that were given up.")
    public NoticeList list(@QueryParam("merchant") @Nullable String named) {
        return new NoticeList(notices.of(named == null || named.isBlank() ? null : named).stream()
                .map(one ->
                        new NoticeView(one.kind().wireName(), one.count(), one.since(), one.subject(), one.reason()))
                .toList());
    }
}
