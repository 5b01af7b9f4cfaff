/** Shopify shops: orders, products and policies through the GraphQL Admin API or, for a merchant's own app, REST Admin. */
@NullMarked
package io.polyclerk.adapter.shopify;

import org.jspecify.annotations.NullMarked;
