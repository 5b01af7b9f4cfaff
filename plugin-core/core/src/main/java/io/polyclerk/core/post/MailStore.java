package io.polyclerk.core.post;

import io.polyclerk.core.mail.Mail;
import java.time.Instant;
import java.util.List;

/** Where e-mails wait until a mail server has taken them. Thread-safe; every write is durable when it returns. */
public interface MailStore {

    /** Those whose time has come: what is soon of no use first, then the oldest. Only one node at a time asks. */
    List<Waiting> due(Instant now, int most);

    /** Records that a try begins; must return before the mail server is called. @return whether it still waits */
    boolean recordAttempt(long id, Instant at);

    /** It was not taken and is tried again. @param mayHaveHappened the server may have taken it all the same */
    void recordRetry(long id, Instant again, boolean mayHaveHappened, String reason);

    /** Nothing more happens to it: its words and its address are deleted. */
    void recordEnd(long id, MailState end, String reason, Instant at);

    /** Whatever is being sent since before then was cut off by a crash: it waits again and is marked. @return how many */
    int recoverInterrupted(Instant begunBefore);

    /** How many of a kind the same person was sent since then. */
    int sentSince(String person, Mail.Purpose purpose, Instant since);

    /**
     * An e-mail that waits.
     *
     * @param mailId the same at each try
     * @param person stands for the address
     * @param attempts tries so far
     * @param uncertain an earlier try may have been taken
     */
    record Waiting(long id, String mailId, String person, Mail mail, int attempts, boolean uncertain) {}
}
