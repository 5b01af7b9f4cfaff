package io.polyclerk.core.fake;

import io.polyclerk.core.identity.AskedCode;
import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.mail.Mail;
import java.time.Instant;
import java.util.List;

/** Codes whose letters can be read in the journal. */
public final class FakeCodes implements OneTimeCodes {

    private final InMemoryJournal journal;

    /** How many of a merchant's may be asked for within an hour. */
    public int mostPerHour = 100;

    public FakeCodes(InMemoryJournal journal) {
        this.journal = journal;
    }

    public List<Mail> letters() {
        return journal.asked.stream()
                .filter(asked -> asked.letter() != null)
                .map(AskedCode::letter)
                .toList();
    }

    /** The code in the newest letter. */
    public String newest() {
        return letters().getLast().text();
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
        return new Asked(
                (int) journal.asked.stream()
                        .filter(asked -> asked.orderNumber().equals(orderNumber))
                        .count(),
                (int) journal.asked.stream()
                        .filter(asked -> asked.shopper().equals(shopper))
                        .count(),
                journal.asked.size());
    }

    @Override
    public String hash(String secret) {
        return "#" + secret.hashCode();
    }

    @Override
    public Mail letter(String recipient, String orderNumber, String code, Instant until, String language) {
        return new Mail(Mail.Purpose.CODE, recipient, orderNumber + " " + language, code, until);
    }
}
