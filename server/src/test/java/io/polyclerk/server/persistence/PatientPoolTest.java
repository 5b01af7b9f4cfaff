package io.polyclerk.server.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.core.fake.HandClock;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatientPoolTest {

    private static final Connection SOME = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (a, b, c) -> null);

    private final HandClock clock = new HandClock(Instant.EPOCH);
    private int tries;

    private PatientPool pool(PatientPool.Source source) {
        return new PatientPool(
                () -> {
                    tries++;
                    clock.pass(Duration.ofSeconds(4));
                    return source.connection();
                },
                Duration.ofSeconds(10),
                clock);
    }

    @Test
    void aDatabaseThatIsAwayForAMomentIsWaitedFor() throws Exception {
        PatientPool pool = pool(() -> {
            if (tries < 3) {
                throw new SQLTransientConnectionException("away");
            }
            return SOME;
        });
        assertThat(pool.connection()).isSameAs(SOME);
    }

    @Test
    void aDatabaseThatStaysAwayIsNotWaitedForLonger() {
        PatientPool pool = pool(() -> {
            throw new SQLTransientConnectionException("away");
        });
        assertThatThrownBy(pool::connection).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(tries).isEqualTo(3);
    }

    @Test
    void aFailureThatIsNoAbsenceIsToldAtOnce() {
        PatientPool pool = pool(() -> {
            throw new SQLSyntaxErrorException("nonsense");
        });
        assertThatThrownBy(pool::connection).isInstanceOf(SQLException.class).hasMessage("nonsense");
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void nobodyWaitsOnceTheServerStopsAndWhoWaitedIsToldAtOnce() {
        PatientPool[] pool = new PatientPool[1];
        pool[0] = pool(() -> {
            pool[0].hurry();
            throw new SQLTransientConnectionException("away");
        });
        assertThatThrownBy(pool[0]::connection).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(tries).isEqualTo(1);
        assertThatThrownBy(pool[0]::connection).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(tries).isEqualTo(2);
    }
}
