package io.polyclerk.tck;

import static io.polyclerk.tck.PlantedFault.inLiving;

import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.Connection;
import io.polyclerk.tck.PlantedFault.Living;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Faults in how an adapter comes, goes and speaks of itself. */
final class LivingFaults {

    static final List<PlantedFault> ALL = List.of(
            inLiving("P", "call while opening", new Living() {
                @Override
                public void opened(StubPlatform platform) {
                    HttpClient.newHttpClient()
                            .sendAsync(
                                    HttpRequest.newBuilder(platform.address()).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .join();
                }
            }),
            inLiving("L", "closed once only", new Living() {
                @Override
                public void closed(ChannelAdapter real, int times) {
                    if (times > 1) {
                        throw new IllegalStateException("closed already");
                    }
                    real.close();
                }
            }),
            inLiving("L", "thread left behind", new Living() {
                @Override
                public void opened(StubPlatform platform) {
                    Thread.ofPlatform().daemon().name("left-behind").start(() -> {
                        try {
                            Thread.sleep(java.time.Duration.ofSeconds(30));
                        } catch (InterruptedException ended) {
                            Thread.currentThread().interrupt();
                        }
                    });
                }
            }),
            inLiving("S", "prints its settings", new Living() {
                @Override
                public String printed(ChannelAdapter real, Connection connection) {
                    return real + " with " + connection.settings();
                }
            }));

    private LivingFaults() {}
}
