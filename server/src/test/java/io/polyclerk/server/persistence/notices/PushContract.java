package io.polyclerk.server.persistence.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.notices.PushOutlet.Browser;
import io.polyclerk.server.persistence.notices.PushOutlet.Outgoing;
import io.polyclerk.server.persistence.notices.PushOutlet.Subscription;
import io.polyclerk.server.persistence.notices.PushOutlet.Words;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What browsers are to be told, on every database. */
abstract class PushContract {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00.123456Z");
    private static final int MOST = 3;

    @TempDir
    private Path keys;

    private DataFolder data;
    private Database database;
    private PushOutlet outlet;

    abstract Database open() throws Exception;

    @BeforeEach
    void openOutlet() throws Exception {
        data = DataFolder.open(keys);
        database = open();
        database.write(session -> session.update("delete from push_subscription"));
        outlet = new PushOutlet(database, SecretBox.in(data));
    }

    @AfterEach
    void close() {
        database.close();
        data.close();
    }

    private void keep(String id, String owner, String endpoint, Instant at) {
        outlet.put(
                new Subscription(
                        id, owner, new Browser(endpoint, "key", "auth"), "zh", List.of("waiting", "cap"), Map.of(), at),
                MOST);
    }

    private static Words words(String topic, String content) {
        return new Words(topic, content, NOW.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aBrowserIsKeptAsItSaidAndBelongsToWhoSatThereLast() {
        keep("one", "ann", "https://push.example/1", NOW);
        assertThat(outlet.of("ann").get(0).browser().endpoint()).isEqualTo("https://push.example/1");
        assertThat(outlet.of("ann").get(0).kinds()).containsExactly("waiting", "cap");
        keep("two", "ben", "https://push.example/1", NOW);
        assertThat(outlet.of("ann")).isEmpty();
        assertThat(outlet.remove("ann", "two")).isFalse();
        assertThat(outlet.remove("ben", "two")).isTrue();
        assertThat(outlet.all()).isEmpty();
    }

    @Test
    void theOldestGivesWay() {
        for (int i = 0; i <= MOST; i++) {
            keep("b" + i, "ann", "https://push.example/" + i, NOW.plusSeconds(i));
        }
        assertThat(outlet.of("ann")).extracting(Subscription::id).containsExactly("b3", "b2", "b1");
    }

    @Test
    void theLastOfATopicStandsForThoseBeforeAndIsTriedUntilItIsTooLate() {
        keep("one", "ann", "https://push.example/1", NOW);
        outlet.tell("one", Map.of("waiting ", 1), List.of(words("waiting", "one waits")), NOW);
        outlet.tell("one", Map.of("waiting ", 2), List.of(words("waiting", "two wait"), words("cap", "80 %")), NOW);
        assertThat(outlet.all().get(0).told()).containsEntry("waiting ", 2);
        List<Outgoing> due = outlet.due(NOW, 10);
        assertThat(due).extracting(one -> one.words().content()).containsExactly("two wait", "80 %");
        outlet.attempt(due.get(0).id(), NOW.plusSeconds(120));
        assertThat(outlet.due(NOW, 10)).hasSize(1);
        assertThat(outlet.due(NOW.plusSeconds(120), 10).get(0).attempts())
                .as("nobody learnt what became of it")
                .isEqualTo(1);
        outlet.end(due.get(1).id());
        outlet.retry(due.get(0).id(), NOW.plusSeconds(300));
        assertThat(outlet.due(NOW.plusSeconds(299), 10)).isEmpty();
        assertThat(outlet.due(NOW.plus(Duration.ofMinutes(31)), 10)).isEmpty();
        outlet.forget("one");
        assertThat(outlet.due(NOW.plusSeconds(300), 10)).isEmpty();
    }

    @Test
    void nothingIsToldToABrowserThatIsGone() {
        outlet.tell("gone", Map.of(), List.of(words("waiting", "one waits")), NOW);
        assertThat(outlet.due(NOW, 10)).isEmpty();
    }
}
