package io.polyclerk.core.post;

/** Where an e-mail is. */
public enum MailState {
    /** Waits for its time. */
    WAITING,
    /** Is being handed over. */
    SENDING,
    /** A mail server has taken it; whether it is read, nobody knows. */
    SENT,
    /** No mail server took it. */
    DEAD,
    /** It would have come too late to be of use. */
    EXPIRED,
    /** Too many of its kind went to the same address. */
    WITHHELD
}
