package io.polyclerk.server.notices;

import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.AccountStore;
import io.polyclerk.server.metrics.ServiceMetrics;
import io.polyclerk.server.persistence.notices.MailChoices;
import io.polyclerk.server.persistence.notices.MailChoices.Choice;
import io.polyclerk.server.persistence.notices.MailChoices.Followed;
import io.polyclerk.server.persistence.notices.MailChoices.Pace;
import io.polyclerk.server.persistence.notices.MailChoices.Report;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/**
 * Tells people by e-mail what they chose to be told. What is new since they were told goes into one e-mail, and the next one does not come
 * before the pause that they chose is over; what is no longer so is forgotten, and told again when it comes back. Reports go out once for
 * each week or month. One node at a time does it; doing it twice does no harm.
 */
public final class NoticeMail {

    private static final System.Logger LOGGER = System.getLogger(NoticeMail.class.getName());
    private static final Duration DESK_FIRST = Duration.ofMinutes(3);
    private static final LocalTime MORNING = LocalTime.of(7, 0);

    private final MailChoices choices;
    private final AccountStore accounts;
    private final NoticeSource notices;
    private final ServiceMetrics metrics;
    private final NoticeLetters letters;
    private final Clock clock;

    public NoticeMail(
            MailChoices choices,
            AccountStore accounts,
            NoticeSource notices,
            ServiceMetrics metrics,
            NoticeLetters letters,
            Clock clock) {
        this.choices = choices;
        this.accounts = accounts;
        this.notices = notices;
        this.metrics = metrics;
        this.letters = letters;
        this.clock = clock;
    }

    /** Looks once after everybody. */
    public void round() {
        for (Followed one : choices.active()) {
            Optional<Account> account = accounts.find(one.choice().account());
            if (account.isEmpty()) {
                continue;
            }
            try {
                tell(one, account.get());
                report(one, account.get());
            } catch (RuntimeException failure) {
                // One who cannot be told must not keep the others from being told.
                LOGGER.log(
                        System.Logger.Level.ERROR, "notices of " + account.get().id() + " failed", failure);
            }
        }
    }

    /** How long somebody is left alone after an e-mail. */
    static Duration pauseOf(Pace pace) {
        return switch (pace) {
            case SOON -> Duration.ofMinutes(15);
            case HOURLY -> Duration.ofHours(1);
            case DAILY -> Duration.ofHours(24);
        };
    }

    private void tell(Followed one, Account account) {
        Choice choice = one.choice();
        List<Notice> now = notices.of(account.merchant()).stream()
                .filter(notice -> choice.kinds().contains(notice.kind().wireName()) && isRipe(notice))
                .toList();
        News news = News.of(now, one.told());
        Instant last = one.toldAt();
        boolean mayTell = last == null || !last.plus(pauseOf(choice.pace())).isAfter(clock.instant());
        if (!news.fresh().isEmpty() && mayTell) {
            choices.tell(
                    choice.account(),
                    account.merchant(),
                    news.told(),
                    last,
                    letters.notices(choice, news.fresh()),
                    clock.instant());
        } else if (!news.still().equals(one.told())) {
            choices.remember(choice.account(), news.still());
        }
    }

    /** A shopper who has only just begun to wait is somebody's at the desk first. */
    private boolean isRipe(Notice notice) {
        Instant since = notice.since();
        return notice.kind() != Notice.Kind.WAITING
                || since != null && !since.plus(DESK_FIRST).isAfter(clock.instant());
    }

    /** Of the week or month that has ended, from seven in the morning of the first day after it. */
    private void report(Followed one, Account account) {
        Choice choice = one.choice();
        if (choice.report() == Report.NEVER) {
            return;
        }
        ZonedDateTime here = clock.instant().atZone(choice.zone());
        LocalDate today =
                here.toLocalTime().isBefore(MORNING) ? here.toLocalDate().minusDays(1) : here.toLocalDate();
        LocalDate begin = begin(choice.report(), today);
        LocalDate last = begin.minusDays(1);
        LocalDate reported = one.reported();
        if (reported == null) {
            // Who has just chosen it gets the first one when the current period is over.
            choices.skipReports(choice.account(), last);
            return;
        }
        if (reported.isBefore(last)) {
            LocalDate first = begin(choice.report(), last);
            choices.report(
                    choice.account(),
                    account.merchant(),
                    last,
                    letters.report(
                            choice,
                            metrics.of(
                                    account.merchant(),
                                    first.atStartOfDay(choice.zone()).toInstant(),
                                    begin.atStartOfDay(choice.zone()).toInstant(),
                                    choice.zone()),
                            first,
                            last),
                    clock.instant());
        }
    }

    /** The first day of the period that a day belongs to. */
    private static LocalDate begin(Report report, LocalDate day) {
        return switch (report) {
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.withDayOfMonth(1);
            case NEVER -> day;
        };
    }
}
