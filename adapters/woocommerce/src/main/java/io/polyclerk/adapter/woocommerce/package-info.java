/** WooCommerce, through its REST API v3. */
@NullMarked
package io.polyclerk.adapter.woocommerce;

import org.jspecify.annotations.NullMarked;
