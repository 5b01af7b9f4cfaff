package io.polyclerk.tck;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Everything that a channel adapter has to stand. A partner's class is about 35 lines:
 *
 * <pre>{@code
 * class ExampleTckTest extends ChannelAdapterTck {
 *     public String adapterId() { return "example"; }
 *     public Connection connection(URI platform) { … }
 *     public WebhookRequest genuine(byte[] body) { … }
 *     public WebhookRequest forged(byte[] body) { … }
 *     public byte[] textUpdate(String text) { … }
 *     public PlatformAnswer.Answer sent() { … }
 *     public Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors() { … }
 * }
 * }</pre>
 */
@ExtendWith(TckReport.class)
public abstract class ChannelAdapterTck
        implements ManifestTests,
                DiscoveryTests,
                VerificationTests,
                InboundTests,
                PurityTests,
                OutboundTests,
                ErrorTests,
                ConcurrencyTests,
                SecretTests,
                LifeCycleTests,
                GoldenTests {

    private @Nullable Bench bench;

    @BeforeEach
    final void openBench() {
        bench = new Bench(this, PlantedFault.current());
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
