package io.polyclerk.core.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail to one person.
 *
 * @param recipient address, as the shop or the account holds it
 * @param subject one line
 * @param text plain text
 * @param until after this it is of no use and is not sent; null for never
 */
public record Mail(
        Purpose purpose,
        String recipient,
        String subject,
        String text,
        List<Attachment> attachments,
        @Nullable Instant until) {

    /** What it is for. */
    public enum Purpose {
        /** A code that proves an order. */
        CODE,
        /** A code that proves an address of somebody with an account. */
        CONFIRMATION,
        /** What somebody should look at. */
        NOTICE,
        /** Numbers of a week or a month. */
        REPORT,
        /** Whether e-mail works at all. */
        TEST
    }

    /** A file that goes with it. @param type such as {@code text/csv} */
    public record Attachment(String name, String type, String content) {
        @Override
        public String toString() {
            return "Attachment[" + type + "]";
        }
    }

    public Mail {
        attachments = List.copyOf(attachments);
        subject = subject.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** One without files. */
    public Mail(Purpose purpose, String recipient, String subject, String text, @Nullable Instant until) {
        this(purpose, recipient, subject, text, List.of(), until);
    }

    /** Neither the person nor the words are ever printed. */
    @Override
    public String toString() {
        return "Mail[" + purpose + "]";
    }
}
