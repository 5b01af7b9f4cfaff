package io.polyclerk.server.mail;

import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.server.persistence.notices.SqlMailStore;
import io.polyclerk.server.secrets.SecretBox;
import java.time.Instant;
import java.util.Map;

/** Codes for shoppers, by e-mail. Thread-safe. */
public final class MailedCodes implements OneTimeCodes {

    private final SqlMailStore mails;
    private final SecretBox secrets;
    private final Phrasebook phrasebook;
    private final int mostPerHour;

    public MailedCodes(SqlMailStore mails, SecretBox secrets, Phrasebook phrasebook, int mostPerHour) {
        this.mails = mails;
        this.secrets = secrets;
        this.phrasebook = phrasebook;
        this.mostPerHour = mostPerHour;
    }

    @Override
    public boolean isOn(String merchant) {
        return true;
    }

    @Override
    public int mostPerHour() {
        return mostPerHour;
    }

    @Override
    public Asked askedSince(String merchant, String orderNumber, String shopper, Instant since) {
        return mails.askedSince(merchant, orderNumber, shopper, since);
    }

    @Override
    public String hash(String secret) {
        return secrets.fingerprint("code " + secret);
    }

    @Override
    public Mail letter(String recipient, String orderNumber, String code, Instant until, String language) {
        Map<String, Object> arguments = Map.of("number", orderNumber, "code", code);
        return new Mail(
                Mail.Purpose.CODE,
                recipient,
                phrasebook.render(language, Phrase.of("mail.code.subject", Map.of("number", orderNumber))),
                phrasebook.render(language, Phrase.of("mail.code.text", arguments)),
                until);
    }
}
