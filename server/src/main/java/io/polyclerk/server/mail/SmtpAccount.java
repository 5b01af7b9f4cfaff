package io.polyclerk.server.mail;

import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The mail server that e-mail goes out through. Immutable. */
public final class SmtpAccount {

    private static final int LARGEST_PORT = 65_535;
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "20000";

    private final String host;
    private final int port;
    private final String security;
    private final @Nullable String user;
    private final @Nullable String password;
    private final InternetAddress from;

    private SmtpAccount(
            String host,
            int port,
            String security,
            @Nullable String user,
            @Nullable String password,
            InternetAddress from) {
        this.host = host;
        this.port = port;
        this.security = security;
        this.user = user;
        this.password = password;
        this.from = from;
    }

    /** @return empty when no host is set @throws IllegalArgumentException when the settings do not fit each other */
    public static Optional<SmtpAccount> of(Settings settings) {
        String host = settings.optional(Setting.MAIL_HOST);
        if (host == null) {
            return Optional.empty();
        }
        String security = settings.choice(Setting.MAIL_SECURITY, "starttls", "tls", "none");
        String user = settings.optional(Setting.MAIL_USER);
        if (security.equals("none") && user != null) {
            throw new IllegalArgumentException(
                    Setting.MAIL_SECURITY.variable() + " must not be none where a password is sent");
        }
        int port = settings.number(Setting.MAIL_PORT, 1);
        if (port > LARGEST_PORT) {
            throw new IllegalArgumentException(Setting.MAIL_PORT.variable() + " is no port");
        }
        return Optional.of(new SmtpAccount(
                host,
                port,
                security,
                user,
                settings.optional(Setting.MAIL_PASSWORD),
                address(settings.text(Setting.MAIL_FROM))));
    }

    private static InternetAddress address(String from) {
        try {
            return new InternetAddress(from, true);
        } catch (AddressException malformed) {
            throw new IllegalArgumentException(Setting.MAIL_FROM.variable() + " is no e-mail address");
        }
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    @Nullable
    String user() {
        return user;
    }

    @Nullable
    String password() {
        return password;
    }

    InternetAddress from() {
        return from;
    }

    /** The part of the address after its sign, which names whose e-mails they are. */
    String domain() {
        String address = from.getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** What the mail library is told. */
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.setProperty("mail.smtp.timeout", ANSWER_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", ANSWER_MILLIS);
        properties.setProperty("mail.smtp.auth", Boolean.toString(user != null));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(security.equals("starttls")));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(security.equals("starttls")));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(security.equals("tls")));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        // A server that knows addresses outside of ASCII takes them as they are.
        properties.setProperty("mail.mime.allowutf8", "true");
        return properties;
    }

    /** The password is never printed. */
    @Override
    public String toString() {
        return "SmtpAccount[" + host + ":" + port + " " + security + "]";
    }
}
