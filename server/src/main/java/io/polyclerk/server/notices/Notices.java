package io.polyclerk.server.notices;

import io.polyclerk.server.connections.MerchantConnection;
import io.polyclerk.server.notices.Notice.Kind;
import io.polyclerk.server.persistence.notices.NoticeBoard;
import io.polyclerk.server.persistence.notices.NoticeBoard.Heap;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers what somebody should look at. Thread-safe. */
public final class Notices implements NoticeSource {

    /** From so many tenths of the cap on somebody is told: there is still time to do something. */
    private static final int NEARLY = 9;

    private static final int TENTHS = 10;
    private static final Duration SOON = Duration.ofDays(7);

    private final NoticeBoard board;
    private final Supplier<List<MerchantConnection>> connections;
    private final Sources sources;
    private final Settings settings;
    private final Clock clock;

    /**
     * What is known of a connection.
     *
     * @param credentials what opens the shop of one that was installed
     * @param webhooks why its shop's webhooks cannot be switched on
     * @param ratings bad ones of a merchant who wants to hear of them
     */
    public record Sources(
            Function<ConnectionId, Optional<Credential>> credentials,
            Function<ConnectionId, Optional<String>> webhooks,
            Function<String, Optional<Heap>> ratings) {}

    /** @param connections those that there are now */
    public Notices(
            NoticeBoard board,
            Supplier<List<MerchantConnection>> connections,
            Sources sources,
            Settings settings,
            Clock clock) {
        this.board = board;
        this.connections = connections;
        this.sources = sources;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public List<Notice> of(@Nullable String merchant) {
        Instant now = clock.instant();
        List<Notice> notices = new ArrayList<>();
        add(notices, Kind.WAITING, board.waiting(merchant));
        connections.get().stream()
                .filter(one -> merchant == null || merchant.equals(one.merchant()))
                .forEach(one -> {
                    broken(one).ifPresent(notices::add);
                    sources.webhooks()
                            .apply(one.id())
                            .filter(reason -> !reason.isBlank())
                            .map(reason ->
                                    new Notice(Kind.WEBHOOKS, 1, null, one.id().value(), reason))
                            .ifPresent(notices::add);
                    expiring(one, now).ifPresent(notices::add);
                });
        add(notices, Kind.UNDELIVERED, board.undelivered(merchant, now));
        add(notices, Kind.OVERDUE, board.overdue(merchant, now));
        merchants(merchant)
                .forEach(one -> sources.ratings()
                        .apply(one)
                        .map(heap -> new Notice(Kind.BAD_RATING, heap.count(), heap.since(), one, null))
                        .ifPresent(notices::add));
        if (settings.optional(Setting.MODEL_URL) != null) {
            spent(merchant, LocalDate.ofInstant(now, ZoneOffset.UTC), notices);
        }
        board.capsReached(merchant, now)
                .forEach(cap -> notices.add(new Notice(Kind.CAP, cap.share(), cap.at(), cap.merchant(), null)));
        add(notices, Kind.EVENTS, board.deadEvents(merchant));
        if (merchant == null) {
            add(notices, Kind.MAIL, board.deadMails(now));
        }
        return notices;
    }

    private List<String> merchants(@Nullable String merchant) {
        return merchant != null
                ? List.of(merchant)
                : connections.get().stream()
                        .map(MerchantConnection::merchant)
                        .distinct()
                        .sorted()
                        .toList();
    }

    private static void add(List<Notice> notices, Kind kind, Optional<Heap> heap) {
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
        return new Notice(Kind.CONNECTION, 1, null, one.id().value(), reason);
    }

    /** What renews itself in time is nothing to look at: only its last moment counts. */
    private Optional<Notice> expiring(MerchantConnection one, Instant now) {
        return sources.credentials()
                .apply(one.id())
                .map(credential -> credential.refreshToken() == null ? credential.until() : credential.refreshUntil())
                .filter(last -> last.isBefore(now.plus(SOON)))
                .map(last -> new Notice(Kind.EXPIRING, 1, last, one.id().value(), null));
    }

    private void spent(@Nullable String merchant, LocalDate today, List<Notice> notices) {
        long near = settings.millionths(Setting.MODEL_DAILY_CAP) / TENTHS * NEARLY;
        board.spentAtLeast(merchant, today, near)
                .forEach(one -> notices.add(new Notice(Kind.SPENDING, 1, null, one, null)));
    }
}
