package io.polyclerk.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.server.persistence.metrics.ContactTable;
import io.polyclerk.server.persistence.metrics.ServiceHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The table that numbers are read from says what the events say, on every database. */
abstract class ContactTableContract extends CountedEvents {

    private static final Instant DAY = Instant.parse("2026-11-10T10:00:00Z");

    @Test
    void whatHappensLaterIsInTheTableWhenNumbersAreAskedFor() throws Exception {
        Random random = new Random(11);
        List<String> intents = List.of("track_order", "return_item", "thanks", "greeting", "refund_status");
        for (int step = 0; step < 60; step++) {
            String id = "c" + random.nextInt(12);
            conversation(id, random.nextInt(3) == 0 ? "other" : "demo");
            Instant at = FROM.plus(Duration.ofMinutes(random.nextInt(30 * 24 * 60)));
            switch (random.nextInt(6)) {
                case 0 -> ticket(id, at, "return_item");
                case 1 -> handOff(id, at);
                case 2 -> event(id, at, "reply", "{}");
                case 3 -> event(id, at, "rating", "{\"score\":" + (1 + random.nextInt(5)) + "}");
                default -> turn(id, at, intents.get(random.nextInt(intents.size())));
            }
            ZoneId zone = ZoneId.of(
                    List.of("UTC", "Asia/Shanghai", "America/St_Johns").get(random.nextInt(3)));
            String intent = random.nextBoolean() ? null : intents.get(random.nextInt(3));
            same(new Asked(
                    step % 2 == 0 ? "demo" : null,
                    FROM,
                    TO.minus(Duration.ofDays(random.nextInt(9))),
                    zone,
                    null,
                    null,
                    intent));
        }
        same(new Asked(null, FROM, TO, ZoneOffset.UTC, "web", "en", null));
        same(new Asked(null, FROM, TO, ZoneOffset.UTC, "elsewhere", null, null));
    }

    @Test
    void theTableIsMadeAnewFromTheEvents() {
        conversation("a", "demo");
        turn("a", DAY, "track_order");
        ServiceNumbers before = numbers();
        ContactTable table = new ContactTable(database);
        assertThat(table.isFresh()).isTrue();
        assertThat(table.allStale()).isPositive();
        assertThat(table.isFresh()).isFalse();
        assertThat(numbers()).isEqualTo(before);
        assertThat(table.isFresh()).isTrue();
    }

    @Test
    void whileMoreIsStaleThanAMomentMendsNumbersComeFromTheEvents() {
        conversation("a", "demo");
        turn("a", DAY, "track_order");
        ContactTable busy = new ContactTable(database);
        KeptContacts impatient = new KeptContacts(busy, new ServiceHistory(database));
        assertThat(impatient.catchUp(Duration.ofNanos(-1))).isFalse();
        assertThat(new ServiceMetrics(impatient)
                        .of("demo", FROM, TO, ZoneOffset.UTC)
                        .totals()
                        .contacts())
                .isEqualTo(1);
    }
}
