package io.polyclerk.server.mail;

import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.server.persistence.notices.SqlMailStore;
import io.polyclerk.server.persistence.notices.SqlMailStore.Passed;
import io.polyclerk.server.persistence.notices.SqlMailStore.Standing;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.util.List;

/** How e-mail stands, and whether it works. Thread-safe. */
public final class MailDesk {

    private final SqlMailStore store;
    private final Phrasebook phrasebook;
    private final boolean on;
    private final Clock clock;

    /** @param on whether a mail server is set */
    public MailDesk(SqlMailStore store, Phrasebook phrasebook, boolean on, Clock clock) {
        this.store = store;
        this.phrasebook = phrasebook;
        this.on = on;
        this.clock = clock;
    }

    /** Whether a mail server is set; whether it works, nobody knows before it is tried. */
    public boolean isOn() {
        return on;
    }

    public Standing standing() {
        return store.standing();
    }

    /** What went out or is to, the newest first. */
    public List<Passed> latest(int most) {
        return store.latest(most);
    }

    /** Has a trial sent. @throws IllegalStateException when no mail server is set */
    public void tryOut(String recipient, String language) {
        if (!on) {
            throw new IllegalStateException("no mail server is set");
        }
        store.put(
                null,
                new Mail(
                        Mail.Purpose.TEST,
                        recipient,
                        phrasebook.render(language, Phrase.of("mail.test.subject")),
                        phrasebook.render(language, Phrase.of("mail.test.text")),
                        null),
                clock.instant());
    }

    /** Whether this is one plain address, such as {@code mei@shop.example}. */
    public static boolean isAddress(String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            return text.length() <= 254 && text.equals(address.getAddress()) && !text.contains("\"");
        } catch (AddressException malformed) {
            return false;
        }
    }
}
