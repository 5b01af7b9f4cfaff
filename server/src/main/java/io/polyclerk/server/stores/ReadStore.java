package io.polyclerk.server.stores;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Coupons;
import io.polyclerk.spi.OrderActions;
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
import io.polyclerk.spi.store.OrderAction;
import io.polyclerk.spi.store.OrderNote;
import io.polyclerk.spi.store.Product;
import io.polyclerk.spi.store.ShopPolicy;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One store, read on behalf of a shopper. Orders are never told from memory. */
interface ReadStore extends StoreAdapter, Coupons, OrderNotes, ProductListing {

    StoreAdapter store();

    Way way();

    /** How it is read. @param beforeCall may refuse a call */
    record Way(ConnectionId id, ProductMemory memory, StorePatience patience, Consumer<ConnectionId> beforeCall) {
        <T> T read(Supplier<T> call) {
            beforeCall.accept(id);
            return patience.read(id, call);
        }
    }

    /** A store that can be read. */
    record Plain(StoreAdapter store, Way way) implements ReadStore {}

    /** A store that can be changed, too. */
    record Changeable(StoreAdapter store, OrderActions actions, Way way) implements ReadStore, OrderActions {
        @Override
        public Order perform(OrderAction action, String idempotencyKey, String expectedRevision) {
            return actions.perform(action, idempotencyKey, expectedRevision);
        }
    }

    @Override
    default StoreCapabilities capabilities() {
        return store().capabilities();
    }

    @Override
    default Optional<Order> findOrder(String orderNumber) {
        return way().read(() -> store().findOrder(orderNumber));
    }

    @Override
    default List<Order> ordersOf(CustomerMatch customer, int limit) {
        return way().read(() -> store().ordersOf(customer, limit));
    }

    @Override
    default List<Product> searchProducts(String words, int limit) {
        return way().memory()
                .products(way().id(), words, limit, () -> way().read(() -> store().searchProducts(words, limit)));
    }

    @Override
    default boolean tellsCoupons() {
        return store() instanceof Coupons coupons && coupons.tellsCoupons();
    }

    @Override
    default Optional<Coupon> findCoupon(String code) {
        return store() instanceof Coupons coupons ? way().read(() -> coupons.findCoupon(code)) : Optional.empty();
    }

    @Override
    default boolean listsProducts() {
        return store() instanceof ProductListing listing && listing.listsProducts();
    }

    @Override
    default Page products(@Nullable String after, int limit) {
        return store() instanceof ProductListing listing
                ? way().read(() -> listing.products(after, limit))
                : new Page(List.of(), null);
    }

    @Override
    default InputStream openPicture(Product product) {
        if (store() instanceof ProductListing listing) {
            return listing.openPicture(product);
        }
        throw new AdapterException.Refused("this store lists no products");
    }

    @Override
    default boolean tellsNotes() {
        return store() instanceof OrderNotes notes && notes.tellsNotes();
    }

    @Override
    default List<OrderNote> notesOf(String orderId, int limit) {
        return store() instanceof OrderNotes notes ? way().read(() -> notes.notesOf(orderId, limit)) : List.of();
    }

    @Override
    default List<ShopPolicy> policies() {
        return way().read(() -> store().policies());
    }

    @Override
    default WebhookOutcome<StoreEvent> receive(WebhookRequest request) {
        return store().receive(request);
    }

    @Override
    default void check() {
        store().check();
    }

    @Override
    default void close() {
        // It is somebody else's to close.
    }
}
