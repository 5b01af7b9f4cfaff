package io.polyclerk.server.notices;

import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.mail.Mail.Attachment;
import io.polyclerk.core.mail.Mail.Purpose;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.server.metrics.ServiceNumbers;
import io.polyclerk.server.metrics.ServiceNumbers.Figure;
import io.polyclerk.server.persistence.notices.MailChoices.Choice;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts notices and numbers into e-mails, in the language that was chosen. Thread-safe. */
public final class NoticeLetters {

    private static final double PERCENT = 100;

    private final Phrasebook phrasebook;
    private final @Nullable String console;

    /** @param publicUrl address of this server; null when nobody reaches it from elsewhere */
    public NoticeLetters(Phrasebook phrasebook, @Nullable String publicUrl) {
        this.phrasebook = phrasebook;
        this.console = publicUrl == null ? null : publicUrl.replaceFirst("/+$", "") + "/console/";
    }

    /** All of them in one e-mail. */
    public Mail notices(Choice choice, List<Notice> notices) {
        List<String> lines = new ArrayList<>();
        for (Notice notice : notices) {
            lines.add("• " + line(choice.language(), notice));
            if (notice.reason() != null) {
                lines.add("  " + notice.reason());
            }
        }
        return letter(
                choice,
                Purpose.NOTICE,
                say(choice, "notice.mail.subject", Map.of("count", notices.size())),
                lines,
                "#/notices",
                List.of());
    }

    /** One of them in a line. @param language BCP 47 tag */
    public String line(String language, Notice notice) {
        return phrasebook.render(
                language, Phrase.of("notice.mail." + notice.kind().wireName(), arguments(notice)));
    }

    /** What a browser is shown for a trial. */
    public String trial(String language) {
        return phrasebook.render(language, Phrase.of("notice.push.trial"));
    }

    private static Map<String, Object> arguments(Notice notice) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("count", notice.count());
        arguments.put("subject", notice.subject() == null ? "" : notice.subject());
        Instant since = notice.since();
        arguments.put("date", since == null ? "" : since);
        return arguments;
    }

    /** The numbers of a period, with all of them as a table. @param last day of the period */
    public Mail report(Choice choice, ServiceNumbers numbers, LocalDate first, LocalDate last) {
        Map<String, Object> period = Map.of("from", moment(first), "to", moment(last));
        List<String> lines = new ArrayList<>();
        lines.add(say(choice, "report.period", period));
        lines.add("");
        lines.add(
                say(choice, "report.contacts", Map.of("count", numbers.totals().contacts())));
        lines.add(share(choice, "report.solved", numbers.fcr()));
        lines.add(share(choice, "report.handoff", numbers.handoffShare()));
        lines.add(share(choice, "report.content", numbers.csat()));
        lines.add(share(choice, "report.reopened", numbers.reopenedWithin7Days()));
        lines.add(share(choice, "report.local", numbers.localShare()));
        lines.add(say(choice, "report.tickets", Map.of("count", numbers.openTickets())));
        lines.add("");
        lines.add(say(choice, "report.attached", Map.of()));
        return letter(
                choice,
                Purpose.REPORT,
                say(choice, "report.subject", period),
                lines,
                "#/numbers",
                List.of(new Attachment(
                        "numbers-" + first + "-" + last + ".csv", "text/csv", NumbersTable.of(numbers))));
    }

    private String share(Choice choice, String key, Figure figure) {
        Double value = figure.value();
        return value == null
                ? say(choice, key, Map.of("share", "–", "of", figure.of()))
                : say(choice, key, Map.of("share", Math.round(value * PERCENT) + " %", "of", figure.of()));
    }

    private static Instant moment(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The code that proves an address. */
    public Mail confirmation(Choice choice, String code, Instant until) {
        return new Mail(
                Purpose.CONFIRMATION,
                choice.address(),
                say(choice, "mail.confirm.subject", Map.of()),
                say(choice, "mail.confirm.text", Map.of("code", code)),
                until);
    }

    private Mail letter(
            Choice choice, Purpose purpose, String subject, List<String> lines, String page, List<Attachment> files) {
        List<String> all = new ArrayList<>(lines);
        all.add("");
        if (console != null) {
            all.add(console + page);
        }
        all.add(say(choice, "notice.mail.change", Map.of()));
        return new Mail(purpose, choice.address(), subject, String.join("\n", all), files, null);
    }

    private String say(Choice choice, String key, Map<String, Object> arguments) {
        return phrasebook.render(choice.language(), Phrase.of(key, arguments));
    }
}
