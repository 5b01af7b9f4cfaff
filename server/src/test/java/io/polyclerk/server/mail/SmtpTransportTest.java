package io.polyclerk.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.mail.Mail.Attachment;
import io.polyclerk.core.mail.Mail.Purpose;
import io.polyclerk.core.post.MailFailure;
import io.polyclerk.core.post.MailFailure.Kind;
import io.polyclerk.server.setting.Settings;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** E-mail over real SMTP: to a mail server in this process, and to one on a bad day. */
class SmtpTransportTest {

    private static final String SECRET = "top-secret-password";
    private static final Mail MAIL =
            new Mail(Purpose.NOTICE, "mei@shop.example", "Грüße 订单", "First line\nمرحبا\n", null);

    private GreenMail greenMail;
    private ScriptedSmtp scripted;

    @BeforeEach
    void start() throws IOException {
        greenMail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
        });
        greenMail.start();
        scripted = new ScriptedSmtp();
    }

    @AfterEach
    void stop() throws IOException {
        greenMail.stop();
        scripted.close();
    }

    @Test
    void subjectAndWordsArriveAsTheyAre() throws Exception {
        transport(greenMail.getSmtp().getPort()).send("id-1", MAIL);
        MimeMessage arrived = greenMail.getReceivedMessages()[0];
        assertThat(arrived.getSubject()).isEqualTo(MAIL.subject());
        assertThat(arrived.getContent().toString().replace("\r\n", "\n").strip())
                .isEqualTo("First line\nمرحبا");
        assertThat(arrived.getFrom()[0]).hasToString("Shop <clerk@shop.example>");
        assertThat(arrived.getAllRecipients()[0]).hasToString("mei@shop.example");
        assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void aRepetitionHasTheSameId() throws Exception {
        SmtpTransport transport = transport(greenMail.getSmtp().getPort());
        transport.send("id-1", MAIL);
        transport.send("id-1", MAIL);
        assertThat(greenMail.getReceivedMessages())
                .extracting(MimeMessage::getMessageID)
                .containsExactly("<id-1@shop.example>", "<id-1@shop.example>");
    }

    @Test
    void filesGoWithIt() throws Exception {
        List<Attachment> files = List.of(new Attachment("zahlen-März.csv", "text/csv", "a;ü\r\n1;2\r\n"));
        transport(greenMail.getSmtp().getPort())
                .send("id-1", new Mail(Purpose.REPORT, "mei@shop.example", "Numbers", "Attached.", files, null));
        MimeMultipart parts = (MimeMultipart) greenMail.getReceivedMessages()[0].getContent();
        assertThat(parts.getBodyPart(0).getContent()).asString().startsWith("Attached.");
        assertThat(parts.getBodyPart(1).getFileName()).contains("csv");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/csv");
        assertThat(new String(parts.getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("a;ü\r\n1;2\r\n");
    }

    @Test
    void aSubjectCannotSmuggleInAHeader() throws Exception {
        Mail forged =
                new Mail(Purpose.NOTICE, "mei@shop.example", "x\r\nBcc: thief@evil.example\r\n\r\nbody", "t", null);
        transport(greenMail.getSmtp().getPort()).send("id-1", forged);
        assertThat(greenMail.getReceivedMessages()).hasSize(1);
        assertThat(greenMail.getReceivedMessages()[0].getHeader("Bcc")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "a@b@c", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"})
    void whatIsNoAddressIsRefusedHere(String recipient) {
        Mail mail = new Mail(Purpose.NOTICE, recipient, "s", "t", null);
        assertThat(failure(transport(greenMail.getSmtp().getPort()), mail).kind())
                .isEqualTo(Kind.REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 5.1.1 <mei@shop.example> unknown, REFUSED",
        "RCPT, 450 4.2.0 <mei@shop.example> later, NOT_NOW",
        "MAIL, 452 4.3.1 full, NOT_NOW",
        "DATA, 554 5.7.1 no, REFUSED",
        "., 552 5.3.4 too large, REFUSED",
        "., 451 4.3.0 later, NOT_NOW",
    })
    void aServersAnswerDecidesWhatHappensNext(String command, String answer, Kind kind) {
        scripted.answers.put(command, answer);
        MailFailure failure = failure(transport(scripted.port()), MAIL);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessage("the mail server answered " + answer.substring(0, 3));
    }

    @Test
    void whoHangsUpAfterTheWordsMayHaveTakenThem() {
        scripted.answers.put(".", ScriptedSmtp.HANG_UP);
        assertThat(failure(transport(scripted.port()), MAIL).kind()).isEqualTo(Kind.UNCERTAIN);
        assertThat(scripted.heard).anyMatch(line -> line.startsWith("Message-ID: <id-1@shop.example>"));
    }

    @Test
    void whoHangsUpBeforeTheWordsHasNotTakenThem() {
        scripted.answers.put("MAIL", ScriptedSmtp.HANG_UP);
        assertThat(failure(transport(scripted.port()), MAIL).kind()).isEqualTo(Kind.NOT_NOW);
    }

    @Test
    void aServerThatIsNotThereIsAway() throws IOException {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        assertThat(failure(transport(closed), MAIL).kind()).isEqualTo(Kind.AWAY);
    }

    @Test
    void aPasswordIsSentToNoServerWithoutEncryption() {
        SmtpTransport transport = transport(
                Map.of("PORT", "" + scripted.port(), "SECURITY", "starttls", "USER", "clerk", "PASSWORD", SECRET));
        MailFailure failure = failure(transport, MAIL);
        assertThat(failure.kind()).isEqualTo(Kind.AWAY);
        assertThat(failure).hasMessageNotContaining(SECRET);
        assertThat(scripted.heard).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        assertThatThrownBy(() -> transport(Map.of("SECURITY", "none", "USER", "clerk")))
                .hasMessageContaining("POLYCLERK_MAIL_SECURITY");
    }

    @Test
    void aServerThatNobodyVouchesForIsAway() {
        SmtpTransport transport =
                transport(Map.of("PORT", "" + greenMail.getSmtps().getPort(), "SECURITY", "tls"));
        assertThat(failure(transport, MAIL).kind()).isEqualTo(Kind.AWAY);
        assertThat(greenMail.getReceivedMessages()).isEmpty();
    }

    @Test
    void anAccountIsOnlyThereWhenAHostIsSetAndMustMakeSense() {
        assertThat(SmtpAccount.of(new Settings(name -> null))).isEmpty();
        assertThatThrownBy(() -> transport(Map.of("FROM", "nobody"))).hasMessageContaining("POLYCLERK_MAIL_FROM");
        assertThatThrownBy(() -> transport(Map.of("PORT", "70000"))).hasMessageContaining("POLYCLERK_MAIL_PORT");
        assertThatThrownBy(() -> transport(Map.of("SECURITY", "ssl"))).hasMessageContaining("POLYCLERK_MAIL_SECURITY");
    }

    private static MailFailure failure(SmtpTransport transport, Mail mail) {
        MailFailure failure = catchThrowableOfType(MailFailure.class, () -> transport.send("id-1", mail));
        assertThat(failure).hasMessageNotContaining("shop.example");
        return failure;
    }

    private static SmtpTransport transport(int port) {
        return transport(Map.of("PORT", "" + port));
    }

    private static SmtpTransport transport(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("HOST", "127.0.0.1", "PORT", "25", "SECURITY", "none", "FROM", "Shop <clerk@shop.example>"));
        all.putAll(settings);
        Settings given = new Settings(name -> all.get(name.replace("POLYCLERK_MAIL_", "")));
        return new SmtpTransport(SmtpAccount.of(given).orElseThrow(), Clock.systemUTC());
    }
}
