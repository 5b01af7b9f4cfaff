package io.polyclerk.core.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.delivery.RetryPolicy;
import io.polyclerk.core.fake.InMemoryMails;
import io.polyclerk.core.fake.InMemoryMails.Row;
import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.mail.Mail.Purpose;
import io.polyclerk.core.observe.Counters;
import io.polyclerk.core.post.MailFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PostmanTest {

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);

    private Instant now = NOW;
    private final InMemoryMails mails = new InMemoryMails();
    private final List<String> taken = new ArrayList<>();
    private Kind trouble;
    private final Postman postman =
            new Postman(mails, this::take, new RetryPolicy(Duration.ofSeconds(1), LONG, 4), Counters.NONE, clock());

    private void take(String id, Mail mail) {
        assertThat(mails.rows).anyMatch(row -> row.state == MailState.SENDING);
        if (trouble != null) {
            if (trouble == Kind.UNCERTAIN) {
                taken.add(id);
            }
            throw new MailFailure(trouble, "trouble");
        }
        taken.add(id);
    }

    @Test
    void whatIsDueIsSentOnceAndTheTryIsRecordedBeforehand() {
        Row row = mails.put(notice("a@b.example"), NOW);
        assertThat(postman.round(LONG)).isEqualTo(1);
        assertThat(postman.round(LONG)).isZero();
        assertThat(row.state).isEqualTo(MailState.SENT);
        assertThat(taken).containsExactly("m1");
    }

    @Test
    void whatAServerHasNoTimeForIsTriedAgainWithGrowingPausesUntilItIsGivenUp() {
        Row row = mails.put(notice("a@b.example"), NOW);
        trouble = Kind.NOT_NOW;
        for (int i = 0; i < 4; i++) {
            postman.round(LONG);
            postman.round(LONG);
            assertThat(row.attempts).isEqualTo(i + 1);
            now = row.due;
        }
        assertThat(row.state).isEqualTo(MailState.DEAD);
        assertThat(row.reason).isEqualTo("trouble");
    }

    @Test
    void whatIsRefusedIsNotTriedAgain() {
        Row row = mails.put(notice("a@b.example"), NOW);
        trouble = Kind.REFUSED;
        postman.round(LONG);
        assertThat(row.state).isEqualTo(MailState.DEAD);
    }

    @Test
    void aServerThatIsAwayIsAskedOnceARound() {
        Row first = mails.put(notice("a@b.example"), NOW);
        Row second = mails.put(notice("c@d.example"), NOW);
        trouble = Kind.AWAY;
        postman.round(LONG);
        assertThat(first.attempts).isEqualTo(1);
        assertThat(second.attempts).isZero();
    }

    @Test
    void oneThatIsRefusedDoesNotHoldUpTheNext() {
        mails.put(notice("a@b.example"), NOW);
        Row second = mails.put(notice("c@d.example"), NOW);
        trouble = Kind.REFUSED;
        postman.round(LONG);
        assertThat(second.attempts).isEqualTo(1);
    }

    @Test
    void inDoubtItGoesOutOnceMoreUnderTheSameIdAndThenNoMore() {
        Row row = mails.put(notice("a@b.example"), NOW);
        trouble = Kind.UNCERTAIN;
        postman.round(LONG);
        assertThat(row.uncertain).isTrue();
        now = row.due;
        postman.round(LONG);
        assertThat(row.state).isEqualTo(MailState.DEAD);
        assertThat(taken).containsExactly("m1", "m1");
    }

    @Test
    void whatComesTooLateIsNotSent() {
        Row row = mails.put(code("a@b.example", NOW.plusSeconds(600)), NOW);
        now = NOW.plusSeconds(600);
        postman.round(LONG);
        assertThat(row.state).isEqualTo(MailState.EXPIRED);
        assertThat(taken).isEmpty();
    }

    @Test
    void whatIsSoonOfNoUseGoesFirst() {
        mails.put(notice("a@b.example"), NOW);
        mails.put(code("c@d.example", NOW.plusSeconds(600)), NOW);
        postman.round(LONG);
        assertThat(taken).containsExactly("m2", "m1");
    }

    @Test
    void nobodysMailboxIsFilledWithCodes() {
        for (int i = 0; i < 7; i++) {
            mails.put(code("victim@b.example", NOW.plusSeconds(600)), NOW);
        }
        mails.put(code("other@b.example", NOW.plusSeconds(600)), NOW);
        postman.round(LONG);
        assertThat(taken).hasSize(6);
        assertThat(mails.rows.get(5).state).isEqualTo(MailState.WITHHELD);
        assertThat(mails.rows.get(7).state).isEqualTo(MailState.SENT);
    }

    /** The process dies before, in or after the call, at random, and starts again. */
    @Property(tries = 1_000)
    void withCrashesAtRandomNothingIsLostInSilenceAndNothingComesThrice(@ForAll long seed) {
        Random random = new Random(seed);
        InMemoryMails store = new InMemoryMails();
        List<String> arrived = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            store.put(notice("p" + i + "@b.example"), NOW);
        }
        MailTransport shaky = (id, mail) -> {
            int fate = random.nextInt(8);
            if (fate == 0) {
                throw new Killed();
            }
            if (fate == 1) {
                throw new MailFailure(Kind.NOT_NOW, "busy");
            }
            arrived.add(id);
            if (fate == 2) {
                throw new Killed();
            }
            if (fate == 3) {
                throw new MailFailure(Kind.UNCERTAIN, "cut");
            }
        };
        Instant[] time = {NOW};
        for (int round = 0; round < 60; round++) {
            time[0] = time[0].plus(LONG);
            Postman one = new Postman(
                    store, shaky, new RetryPolicy(Duration.ofSeconds(1), LONG, 100), Counters.NONE, at(time));
            try {
                one.round(Duration.ofHours(1));
            } catch (Killed crash) {
                store.recoverInterrupted(time[0].plus(LONG));
            }
        }
        for (Row row : store.rows) {
            long times = arrived.stream().filter(("m" + row.id)::equals).count();
            assertThat(times).isLessThanOrEqualTo(2);
            assertThat(row.state).isIn(MailState.SENT, MailState.DEAD);
            assertThat(row.state != MailState.SENT || times > 0).isTrue();
            assertThat(times < 2 || row.uncertain).isTrue();
        }
    }

    private static final class Killed extends RuntimeException {}

    private static Mail notice(String recipient) {
        return new Mail(Purpose.NOTICE, recipient, "s", "t", null);
    }

    private static Mail code(String recipient, Instant until) {
        return new Mail(Purpose.CODE, recipient, "s", "t", until);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private static Clock at(Instant[] time) {
        return Clock.fixed(time[0], ZoneOffset.UTC);
    }
}
