package io.polyclerk.server.mail;

import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.post.MailFailure;
import io.polyclerk.core.post.MailFailure.Kind;
import io.polyclerk.core.post.MailTransport;
import jakarta.activation.DataHandler;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hands e-mails to a mail server by SMTP (RFC 5321), one connection each. Thread-safe. */
public final class SmtpTransport implements MailTransport {

    private static final String UTF8 = StandardCharsets.UTF_8.name();
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*([245]\\d\\d)[ -]");
    private static final int PERMANENT = 500;

    private final SmtpAccount account;
    private final Session session;
    private final Clock clock;

    public SmtpTransport(SmtpAccount account, Clock clock) {
        this.account = account;
        this.session = Session.getInstance(account.properties());
        this.clock = clock;
    }

    @Override
    public void send(String id, Mail mail) {
        Numbered message = message(id, mail);
        try (Transport transport = session.getTransport()) {
            connect(transport);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException failure) {
            throw sorted(failure, message.written);
        }
    }

    private void connect(Transport transport) {
        try {
            transport.connect(account.host(), account.port(), account.user(), account.password());
        } catch (AuthenticationFailedException refused) {
            throw new MailFailure(Kind.AWAY, "the mail server does not let this user in");
        } catch (MessagingException unreachable) {
            // Its words may tell a password or an address that it was given.
            throw new MailFailure(
                    Kind.AWAY,
                    "the mail server cannot be reached: "
                            + (unreachable.getCause() == null ? unreachable : unreachable.getCause())
                                    .getClass()
                                    .getSimpleName());
        }
    }

    private Numbered message(String id, Mail mail) {
        Numbered message = new Numbered(session, "<" + id + "@" + account.domain() + ">");
        try {
            message.setFrom(account.from());
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
            message.setSubject(mail.subject(), UTF8);
            message.setSentDate(Date.from(clock.instant()));
            // So that answering machines leave it alone (RFC 3834).
            message.setHeader("Auto-Submitted", "auto-generated");
            if (mail.attachments().isEmpty()) {
                message.setText(mail.text(), UTF8);
            } else {
                message.setContent(withFiles(mail));
            }
            message.saveChanges();
            return message;
        } catch (AddressException malformed) {
            throw new MailFailure(Kind.REFUSED, "that is no e-mail address");
        } catch (MessagingException impossible) {
            throw new MailFailure(Kind.REFUSED, "it cannot be written as an e-mail");
        }
    }

    private static MimeMultipart withFiles(Mail mail) throws MessagingException {
        MimeMultipart parts = new MimeMultipart();
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), UTF8);
        parts.addBodyPart(text);
        for (Mail.Attachment attachment : mail.attachments()) {
            MimeBodyPart file = new MimeBodyPart();
            byte[] content = attachment.content().getBytes(StandardCharsets.UTF_8);
            file.setDataHandler(
                    new DataHandler(new ByteArrayDataSource(content, attachment.type() + "; charset=" + UTF8)));
            file.setFileName(attachment.name());
            file.setDisposition(MimeBodyPart.ATTACHMENT);
            parts.addBodyPart(file);
        }
        return parts;
    }

    /**
     * By the server's answer where it gave one. Answers hold addresses and are not passed on.
     *
     * @param written whether its words had been on their way: then, without an answer, nobody knows
     */
    private static MailFailure sorted(MessagingException failure, boolean written) {
        OptionalInt code = codeOf(failure);
        if (code.isPresent()) {
            return new MailFailure(
                    code.getAsInt() >= PERMANENT ? Kind.REFUSED : Kind.NOT_NOW,
                    "the mail server answered " + code.getAsInt());
        }
        return new MailFailure(written ? Kind.UNCERTAIN : Kind.NOT_NOW, "the connection to the mail server broke");
    }

    private static OptionalInt codeOf(MessagingException failure) {
        OptionalInt worst = OptionalInt.empty();
        @Nullable Exception one = failure;
        while (one instanceof MessagingException messaging) {
            Matcher answer = CODE.matcher(String.valueOf(messaging.getMessage()));
            if (answer.find()) {
                worst = OptionalInt.of(Math.max(worst.orElse(0), Integer.parseInt(answer.group(1))));
            }
            one = messaging.getNextException();
        }
        return worst;
    }

    /** Keeps the id that it is given, so that a repetition can be known as one, and knows whether its words were asked for. */
    private static final class Numbered extends MimeMessage {
        private final String id;
        private boolean written;

        Numbered(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }

        @Override
        public void writeTo(OutputStream target, String @Nullable [] without) throws IOException, MessagingException {
            written = true;
            super.writeTo(target, without);
        }
    }
}
