package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.polyclerk.spi.Adapter;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An adapter comes and goes without a trace. */
@Group("L")
interface LifeCycleTests extends Subject {

    @Test
    default void closingTwiceDoesNoHarm() {
        Adapter adapter = bench().another();
        assertThatCode(() -> {
                    adapter.close();
                    adapter.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    default void noThreadIsLeftBehind() throws Exception {
        Set<Thread> before = threads();
        for (int i = 0; i < 5; i++) {
            Adapter adapter = bench().another();
            try {
                adapter.check();
            } catch (RuntimeException refused) {
                // The stub does not know how to answer this; only threads count here.
            }
            adapter.close();
        }
        Set<Thread> left = threads();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(Duration.ofSeconds(3));
        }
        assertThat(left.stream().filter(Thread::isAlive).map(Thread::getName)).isEmpty();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !belongsToTheTest(thread.getName()))
                .collect(Collectors.toSet());
    }

    /** The JDK's own client and server, and OkHttp, keep threads of the whole process that no adapter can end. */
    private static boolean belongsToTheTest(String name) {
        return name.startsWith("HttpClient-")
                || name.startsWith("HTTP-Dispatcher")
                || name.startsWith("ForkJoinPool")
                || name.startsWith("Common-Cleaner")
                || name.startsWith("VirtualThread")
                || name.startsWith("Keep-Alive-Timer")
                || name.startsWith("process reaper")
                || name.startsWith("OkHttp TaskRunner")
                || name.contains("idle-connection");
    }
}
