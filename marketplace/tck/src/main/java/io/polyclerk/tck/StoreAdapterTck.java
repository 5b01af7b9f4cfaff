package io.polyclerk.tck;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything that a store adapter has to stand. Its author extends it with what only they can know, and with a simulated shop. */
@ExtendWith(TckReport.class)
public abstract class StoreAdapterTck
        implements ManifestTests, DiscoveryTests, StoreTests, StoreErrorTests, StoreWebhookTests, LifeCycleTests {

    private @Nullable Bench bench;

    @BeforeEach
    final void openBench() {
        bench = new Bench(this, null);
    }

    @AfterEach
    final void closeBench() {
        bench().close();
    }

    @Override
    public final Bench bench() {
        return Objects.requireNonNull(bench, "only inside a test");
    }
}
