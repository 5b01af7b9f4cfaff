package io.polyclerk.spi;

import io.polyclerk.spi.store.Product;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Optional extra of a {@link StoreAdapter}: all products one after the other, and their pictures, so that photos can be compared with them. */
@Incubating
public interface ProductListing {

    /** Whether this connection lists any: what stands before a store may say no for it. */
    default boolean listsProducts() {
        return true;
    }

    /** The products after a mark, at most {@code limit}. @param after as an earlier page gave it; null for the first page */
    Page products(@Nullable String after, int limit);

    /**
     * Opens a product's picture. The caller closes the stream and limits what it reads.
     *
     * @throws AdapterException.Refused when the product has none
     */
    InputStream openPicture(Product product);

    /** Some products. @param next where the next page begins; null on the last one */
    record Page(List<Product> products, @Nullable String next) {
        public Page {
            products = List.copyOf(products);
        }
    }
}
