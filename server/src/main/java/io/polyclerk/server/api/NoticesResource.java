package io.polyclerk.server.api;

import io.polyclerk.server.access.Role;
import io.polyclerk.server.connections.MerchantConnection;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.server.persistence.NoticeBoard;
import io.polyclerk.server.persistence.NoticeBoard.Heap;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** From so many tenths of the cap on somebody is told: there is still time to do something. */
    private static final int NEARLY = 9;

    private static final int TENTHS = 10;

    private final NoticeBoard board;
    private final OpenConnections connections;
    private final Settings settings;
    private final Clock clock;

    /**
     * @param kind {@code waiting}, {@code undelivered}, {@code overdue}, {@code connection}, {@code spending}
     * @param count how many
     * @param since of the oldest; null where there is no such moment
     * @param subject id of the connection or the merchant; null for the others
     * @param reason in words; null where the kind says it all
     */
    @Schema(name = "Notice")
    public record Notice(
            String kind,
            int count,
            @Nullable Instant since,
            @Nullable String subject,
            @Nullable String reason) {}

    /** What is most pressing first. */
    public record NoticeList(List<Notice> notices) {}

    @Inject
    public NoticesResource(NoticeBoard board, OpenConnections connections, Settings settings, Clock clock) {
        this.board = board;
        this.connections = connections;
        this.settings = settings;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "List what somebody should look at",
            description =
                    "Shoppers who wait for a human, messages that no platform took in the last seven days, tickets that are"
                            + " overdue, connections that do not work, and spending near its cap.")
    public NoticeList list(@QueryParam("merchant") @Nullable String named) {
        String merchant = named == null || named.isBlank() ? null : named;
        Instant now = clock.instant();
        List<Notice> notices = new ArrayList<>();
        add(notices, "waiting", board.waiting(merchant));
        connections.all().stream()
                .map(open -> open.connection())
                .filter(one -> merchant == null || merchant.equals(one.merchant()))
                .flatMap(one -> broken(one).stream())
                .forEach(notices::add);
        add(notices, "undelivered", board.undelivered(merchant, now));
        add(notices, "overdue", board.overdue(merchant, now));
        if (settings.optional(Setting.MODEL_URL) != null) {
            spent(merchant, LocalDate.ofInstant(now, ZoneOffset.UTC), notices);
        }
        return new NoticeList(notices);
    }

    private static void add(List<Notice> notices, String kind, Optional<Heap> heap) {
        heap.ifPresent(found -> notices.add(new Notice(kind, found.count(), found.since(), null, null)));
    }

    private static Optional<Notice> broken(MerchantConnection one) {
        return switch (one.state()) {
            case ACTIVE ->
                one.check().state() == MerchantConnection.CheckState.REJECTED
                        ? Optional.of(notice(one, one.check().detail()))
                        : Optional.empty();
            case PAUSED -> Optional.of(notice(one, one.reason()));
        };
    }

    private static Notice notice(MerchantConnection one, @Nullable String reason) {
        return new Notice("connection", 1, null, one.id().value(), reason);
    }

    private void spent(@Nullable String merchant, LocalDate today, List<Notice> notices) {
        long near = settings.millionths(Setting.MODEL_DAILY_CAP) / TENTHS * NEARLY;
        board.spentAtLeast(merchant, today, near)
                .forEach(one -> notices.add(new Notice("spending", 1, null, one, null)));
    }
}
