package io.polyclerk.server.wiring;

import io.polyclerk.server.access.AccountStore;
import io.polyclerk.server.api.RateLimits;
import io.polyclerk.server.connections.OpenConnection;
import io.polyclerk.server.notices.NoticeChoices;
import io.polyclerk.server.notices.NoticeLetters;
import io.polyclerk.server.notices.NoticeMail;
import io.polyclerk.server.notices.NoticeRounds;
import io.polyclerk.server.notices.Notices;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.connections.SqlCache;
import io.polyclerk.server.persistence.connections.SqlCredentialVault;
import io.polyclerk.server.persistence.notices.BadRatings;
import io.polyclerk.server.persistence.notices.MailChoices;
import io.polyclerk.server.persistence.notices.NoticeBoard;
import io.polyclerk.server.persistence.notices.PushOutlet;
import io.polyclerk.server.push.PushDesk;
import io.polyclerk.server.push.PushKeys;
import io.polyclerk.server.push.PushServices;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.upkeep.StoreUpkeep;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody should look at, and how they are told by e-mail and in their browsers, put together. */
final class Noticing implements AutoCloseable {

    /** Codes that one account may have sent within a minute. */
    private static final int CODES_A_MINUTE = 3;

    final Notices notices;
    final NoticeChoices choices;
    final PushDesk push;
    private final NoticeMail mail;
    private final Parts parts;
    private @Nullable NoticeRounds rounds;

    Noticing(Parts parts, AccountStore people, SecretBox secrets) {
        this.parts = parts;
        BadRatings ratings = new BadRatings(parts.database);
        NoticeBoard board = new NoticeBoard(parts.database);
        notices = new Notices(
                board,
                () -> parts.open.all().stream().map(OpenConnection::connection).toList(),
                new Notices.Sources(
                        id -> new SqlCredentialVault(parts.database, secrets, id, parts.clock).current(),
                        id -> new SqlCache(parts.database, id, parts.clock).get(StoreUpkeep.WEBHOOKS_OFF),
                        merchant -> {
                            int stars = parts.first.policies.of(merchant).alertAtMost();
                            return stars == 0 ? Optional.empty() : ratings.of(merchant, stars, parts.clock.instant());
                        }),
                parts.settings,
                parts.clock);
        MailChoices chosen = new MailChoices(parts.database, parts.mailing.store);
        NoticeLetters letters = new NoticeLetters(parts.core.phrasebook(), parts.settings.optional(Setting.PUBLIC_URL));
        choices = new NoticeChoices(
                chosen, letters, secrets, parts.mailDesk, new RateLimits(CODES_A_MINUTE)::allows, parts.clock);
        mail = new NoticeMail(chosen, people, notices, parts.metrics, letters, parts.clock);
        push = new PushDesk(
                new PushOutlet(parts.database, secrets),
                new PushDesk.Way(
                        PushKeys.in(parts.data),
                        contact(parts.settings.optional(Setting.PUBLIC_URL)),
                        new PushServices(parts.settings.list(Setting.PUSH_SERVICES))),
                parts.access,
                new PushDesk.Source(notices, board::longestWaiting),
                letters,
                parts.telemetry,
                parts.clock);
    }

    /** Push services take nothing without an address to complain to. */
    private static URI contact(@Nullable String publicUrl) {
        return URI.create(publicUrl != null && publicUrl.startsWith("https://") ? publicUrl : "https://localhost");
    }

    void start() {
        if (parts.mailing.isOn()) {
            rounds = new NoticeRounds(mail, new Leases(parts.database, parts.clock));
        }
        Leases leases = new Leases(parts.database, parts.clock);
        push.start(life -> leases.take("push", life));
    }

    @Override
    public void close() {
        push.close();
        if (rounds != null) {
            rounds.close();
        }
    }
}
