package io.polyclerk.server.notices;

import io.polyclerk.server.mail.MailDesk;
import io.polyclerk.server.persistence.notices.MailChoices;
import io.polyclerk.server.persistence.notices.MailChoices.Choice;
import io.polyclerk.server.persistence.notices.MailChoices.Code;
import io.polyclerk.server.persistence.notices.MailChoices.Followed;
import io.polyclerk.server.secrets.SecretBox;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lets people choose what they are told by e-mail. Nothing goes to an address before somebody has typed the code that was sent there.
 * Thread-safe.
 */
public final class NoticeChoices {

    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final int CODES = 1_000_000;

    private final MailChoices choices;
    private final NoticeLetters letters;
    private final SecretBox secrets;
    private final MailDesk mail;
    private final Predicate<String> mayAsk;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** @param mayAsk takes one code from an account's allowance, and says whether there was one left */
    public NoticeChoices(
            MailChoices choices,
            NoticeLetters letters,
            SecretBox secrets,
            MailDesk mail,
            Predicate<String> mayAsk,
            Clock clock) {
        this.choices = choices;
        this.letters = letters;
        this.secrets = secrets;
        this.mail = mail;
        this.mayAsk = mayAsk;
        this.clock = clock;
    }

    /** Whether e-mail goes out at all. */
    public boolean isOn() {
        return mail.isOn();
    }

    public Optional<Followed> of(String account) {
        return choices.find(account);
    }

    /** Keeps a choice; an address that is new is sent a code. @return whether there was an allowance left for it */
    public boolean keep(Choice choice) {
        boolean known = choices.find(choice.account())
                .filter(before -> before.confirmed()
                        && before.choice()
                                .address()
                                .toLowerCase(Locale.ROOT)
                                .equals(choice.address().toLowerCase(Locale.ROOT)))
                .isPresent();
        if (known) {
            choices.put(choice, null, null, clock.instant());
            return true;
        }
        if (!mayAsk.test(choice.account())) {
            return false;
        }
        String code = "%06d".formatted(random.nextInt(CODES));
        Instant until = clock.instant().plus(LIFE);
        choices.put(
                choice,
                new Code(hash(choice.account(), code), until),
                letters.confirmation(choice, code, until),
                clock.instant());
        return true;
    }

    /** @return whether it was the code that was sent */
    public boolean confirm(String account, String code) {
        return choices.confirm(account, hash(account, code.strip().replace(" ", "")), clock.instant());
    }

    public boolean remove(String account) {
        return choices.remove(account);
    }

    private String hash(String account, String code) {
        return secrets.fingerprint("confirm " + account + " " + code);
    }
}
