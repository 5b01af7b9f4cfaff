package io.polyclerk.ai.vision;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.fake.EmptyStore;
import io.polyclerk.core.fake.OnlyStore;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.Product;
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
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A shop whose only merchant sells drawn pictures. */
final class DrawnShop extends EmptyStore implements ProductListing {

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

    /** Every merchant has this shop. */
    ConnectionRegistry connections() {
        return new OnlyStore(new ConnectionId("shop"), this);
    }
}
