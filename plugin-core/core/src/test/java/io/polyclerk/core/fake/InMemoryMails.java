package io.polyclerk.core.fake;

import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.post.MailState;
import io.polyclerk.core.post.MailStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** E-mails in memory, as strict as the real store. */
public final class InMemoryMails implements MailStore {

    public static final class Row {
        public final long id;
        public final Mail mail;
        public MailState state = MailState.WAITING;
        public int attempts;
        public boolean uncertain;
        public Instant due;
        public Instant begun;
        public Instant ended;
        public String reason;

        Row(long id, Mail mail, Instant due) {
            this.id = id;
            this.mail = mail;
            this.due = due;
        }
    }

    public final List<Row> rows = new ArrayList<>();

    public Row put(Mail mail, Instant at) {
        Row row = new Row(rows.size() + 1L, mail, at);
        rows.add(row);
        return row;
    }

    @Override
    public List<Waiting> due(Instant now, int most) {
        return rows.stream()
                .filter(row -> row.state == MailState.WAITING && !row.due.isAfter(now))
                .sorted(Comparator.comparing((Row row) -> row.mail.until() == null ? Instant.MAX : row.mail.until())
                        .thenComparing(row -> row.id))
                .limit(most)
                .map(row ->
                        new Waiting(row.id, "m" + row.id, row.mail.recipient(), row.mail, row.attempts, row.uncertain))
                .toList();
    }

    @Override
    public boolean recordAttempt(long id, Instant at) {
        Row row = row(id);
        if (row.state != MailState.WAITING) {
            return false;
        }
        row.state = MailState.SENDING;
        row.attempts++;
        row.begun = at;
        return true;
    }

    @Override
    public void recordRetry(long id, Instant again, boolean mayHaveHappened, String reason) {
        Row row = row(id);
        row.state = MailState.WAITING;
        row.due = again;
        row.uncertain |= mayHaveHappened;
        row.reason = reason;
    }

    @Override
    public void recordEnd(long id, MailState end, String reason, Instant at) {
        row(id).state = end;
        row(id).reason = reason;
        row(id).ended = at;
    }

    @Override
    public int recoverInterrupted(Instant begunBefore) {
        int recovered = 0;
        for (Row row : rows) {
            if (row.state == MailState.SENDING && row.begun.isBefore(begunBefore)) {
                row.state = row.uncertain ? MailState.DEAD : MailState.WAITING;
                row.uncertain = true;
                recovered++;
            }
        }
        return recovered;
    }

    @Override
    public int sentSince(String person, Mail.Purpose purpose, Instant since) {
        return (int) rows.stream()
                .filter(row -> row.state == MailState.SENT
                        && row.mail.purpose() == purpose
                        && row.mail.recipient().equals(person)
                        && !row.ended.isBefore(since))
                .count();
    }

    private Row row(long id) {
        return rows.get((int) id - 1);
    }
}
