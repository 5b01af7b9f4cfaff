package io.polyclerk.core.rollout;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.Coupons;
import io.polyclerk.spi.OrderNotes;
import io.polyclerk.spi.ProductListing;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.StoreCapabilities;
import io.polyclerk.spi.StoreEvent;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Coupon;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Order;
import io.polyclerk.spi.store.OrderNote;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The same connections, with stores that can be read and not changed: for trying out what would be answered. Thread-safe. */
public final class ReadOnlyStores implements ConnectionRegistry {

    private final ConnectionRegistry connections;

    public ReadOnlyStores(ConnectionRegistry connections) {
        this.connections = connections;
    }

    @Override
    public Optional<ChannelAdapter> channel(ConnectionId id) {
        return connections.channel(id);
    }

    @Override
    public boolean isKnown(ConnectionId id) {
        return connections.isKnown(id);
    }

    @Override
    public List<OpenStore> storesOf(String merchant) {
        return readOnly(connections.storesOf(merchant));
    }

    @Override
    public List<OpenStore> storesFor(Conversation conversation) {
        return readOnly(connections.storesFor(conversation));
    }

    private static List<OpenStore> readOnly(List<OpenStore> stores) {
        return stores.stream()
                .map(open -> new OpenStore(open.id(), new Reader(open.adapter())))
                .toList();
    }

    @Override
    public List<String> languagesOf(String merchant) {
        return connections.languagesOf(merchant);
    }

    @Override
    public void pause(ConnectionId id, String reason) {
        connections.pause(id, reason);
    }

    /** Shows what a store can be asked and hides what it could be told. */
    private record Reader(StoreAdapter store) implements StoreAdapter, Coupons, OrderNotes, ProductListing {

        @Override
        public StoreCapabilities capabilities() {
            return store.capabilities();
        }

        @Override
        public Optional<Order> findOrder(String orderNumber) {
            return store.findOrder(orderNumber);
        }

        @Override
        public List<Order> ordersOf(CustomerMatch customer, int limit) {
            return store.ordersOf(customer, limit);
        }

        @Override
        public List<Product> searchProducts(String words, int limit) {
            return store.searchProducts(words, limit);
        }

        @Override
        public boolean tellsCoupons() {
            return store instanceof Coupons coupons && coupons.tellsCoupons();
        }

        @Override
        public Optional<Coupon> findCoupon(String code) {
            return store instanceof Coupons coupons ? coupons.findCoupon(code) : Optional.empty();
        }

        @Override
        public boolean listsProducts() {
            return store instanceof ProductListing listing && listing.listsProducts();
        }

        @Override
        public Page products(@Nullable String after, int limit) {
            return store instanceof ProductListing listing ? listing.products(after, limit) : new Page(List.of(), null);
        }

        @Override
        public InputStream openPicture(Product product) {
            if (store instanceof ProductListing listing) {
                return listing.openPicture(product);
            }
            throw new AdapterException.Refused("this store lists no products");
        }

        @Override
        public boolean tellsNotes() {
            return store instanceof OrderNotes notes && notes.tellsNotes();
        }

        @Override
        public List<OrderNote> notesOf(String orderId, int limit) {
            return store instanceof OrderNotes notes ? notes.notesOf(orderId, limit) : List.of();
        }

        @Override
        public List<ShopPolicy> policies() {
            return store.policies();
        }

        @Override
        public WebhookOutcome<StoreEvent> receive(WebhookRequest request) {
            return store.receive(request);
        }

        @Override
        public void check() {
            store.check();
        }

        @Override
        public void close() {
            // It is somebody else's to close.
        }
    }
}
