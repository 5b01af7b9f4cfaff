package io.polyclerk.core.post;

import io.polyclerk.core.mail.Mail;

/** Hands e-mails over to a mail server. Thread-safe. */
public interface MailTransport {

    /**
     * Hands one over; blocks until the server has taken it or half a minute is over.
     *
     * @param id of the e-mail, the same at each try: mailboxes that drop repetitions tell them by it
     * @throws MailFailure when the server has not taken it, or may not have
     */
    void send(String id, Mail mail);
}
