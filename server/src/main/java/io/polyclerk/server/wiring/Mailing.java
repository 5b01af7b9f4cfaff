package io.polyclerk.server.wiring;

import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.post.Postman;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.server.mail.MailRounds;
import io.polyclerk.server.mail.MailedCodes;
import io.polyclerk.server.mail.SmtpAccount;
import io.polyclerk.server.mail.SmtpTransport;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.notices.SqlMailStore;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** E-mail, put together: nothing of it is there unless a mail server is set. */
final class Mailing implements AutoCloseable {

    final SqlMailStore store;
    private final SecretBox secrets;
    private final int codesPerHour;
    private final boolean alone;
    private final @Nullable MailRounds rounds;

    Mailing(Settings settings, Database database, SecretBox secrets, Counters counters, Clock clock) {
        this.secrets = secrets;
        this.store = new SqlMailStore(database, secrets);
        this.codesPerHour = settings.number(Setting.MAIL_CODES_PER_HOUR, 0);
        this.alone = database.isEmbedded();
        this.rounds = SmtpAccount.of(settings)
                .map(account -> new MailRounds(
                        new Postman(store, new SmtpTransport(account, clock), Postman.POLICY, counters, clock),
                        store,
                        new Leases(database, clock),
                        clock))
                .orElse(null);
    }

    boolean isOn() {
        return rounds != null;
    }

    /** Codes for shoppers; off without a mail server. */
    OneTimeCodes codes(Phrasebook phrasebook) {
        return rounds == null ? OneTimeCodes.OFF : new MailedCodes(store, secrets, phrasebook, codesPerHour);
    }

    void start() {
        if (rounds != null) {
            rounds.start(alone);
        }
    }

    @Override
    public void close() {
        if (rounds != null) {
            rounds.close();
        }
    }
}
