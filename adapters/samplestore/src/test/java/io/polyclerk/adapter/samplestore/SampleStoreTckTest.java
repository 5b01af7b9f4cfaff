package io.polyclerk.adapter.samplestore;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.tck.PlatformAnswer;
import io.polyclerk.tck.StoreAdapterTck;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A store whose platform is its own jar: nobody is asked, so nobody can say no. */
class SampleStoreTckTest extends StoreAdapterTck {

    @TempDir
    private Path home;

    @Override
    public String adapterId() {
        return "samplestore";
    }

    @Override
    public Connection connection(URI platform) {
        return shop();
    }

    @Override
    public Connection shop() {
        return new Connection(new ConnectionId("shop1"), Map.of());
    }

    @Override
    public KnownOrder knownOrder() {
        // Its orders grow old with the calendar, so the time is taken from a second reading.
        Order order = SampleShop.open(home, Instant.now()).findOrder("1001").orElseThrow();
        return new KnownOrder(
                "1001",
                Money.of("51.60", "EUR"),
                order.placedAt(),
                new CustomerMatch.ByEmail("mei.lin@mail.example"),
                2);
    }

    @Override
    public CustomerMatch stranger() {
        return new CustomerMatch.ByEmail("mei.lin@mail.exampl");
    }

    @Override
    public String productWords() {
        return "merino t-shirt";
    }

    @Override
    public Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors() {
        return Map.of();
    }
}
