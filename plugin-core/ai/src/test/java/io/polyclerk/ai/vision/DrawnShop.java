package io.polyclerk.ai.vision;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import io.polyclerk.spi.store.Stock;
import io.polyclerk.spi.store.Variant;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A shop whose only merchant sells drawn pictures. */
final class DrawnShop implements ConnectionRegistry, StoreAdapter, ProductListing {

    static final int PRODUCTS = 10;

    private final IntFunction<BufferedImage> painter;

    DrawnShop(IntFunction<BufferedImage> painter) {
        this.painter = painter;
    }

    @Override
    public Page products(@Nullable String after, int limit) {
        return new Page(
                IntStream.range(0, PRODUCTS).mapToObj(DrawnShop::product).toList(), null);
    }

    private static Product product(int number) {
        Variant variant = new Variant(
                "v" + number,
                "SKU-" + number,
                "Thing " + number,
                Map.of(),
                Money.of("1.00", "EUR"),
                null,
                null,
                new Stock(Stock.State.IN_STOCK, null, null, Instant.EPOCH));
        return new Product(
                "p" + number,
                "Thing " + number,
                null,
                null,
                URI.create("pictures/" + number),
                List.of(),
                Map.of(),
                List.of(variant));
    }

    @Override
    public InputStream openPicture(Product product) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(painter.apply(Integer.parseInt(product.id().substring(1))), "png", file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ByteArrayInputStream(file.toByteArray());
    }

    @Override
    public List<OpenStore> storesOf(String merchant) {
        return List.of(new OpenStore(new ConnectionId("shop"), this));
    }

    @Override
    public Optional<ChannelAdapter> channel(ConnectionId id) {
        return Optional.empty();
    }

    @Override
    public boolean isKnown(ConnectionId id) {
        return channel(id).isPresent();
    }

    @Override
    public List<String> languagesOf(String merchant) {
        return List.of();
    }

    @Override
    public void pause(ConnectionId id, String reason) {}

    @Override
    public void check() {}

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(Set.of(), false);
    }

    @Override
    public Optional<Order> findOrder(String orderNumber) {
        return Optional.empty();
    }

    @Override
    public List<Order> ordersOf(CustomerMatch customer, int limit) {
        return List.of();
    }

    @Override
    public List<Product> searchProducts(String words, int limit) {
        return List.of();
    }

    @Override
    public List<ShopPolicy> policies() {
        return List.of();
    }

    @Override
    public WebhookOutcome<StoreEvent> receive(WebhookRequest request) {
        return WebhookOutcome.rejected(404, "no webhooks");
    }
}
