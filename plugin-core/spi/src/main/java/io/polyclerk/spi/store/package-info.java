/** Orders, shipments, products and money, in terms that no platform owns. */
@NullMarked
package io.polyclerk.spi.store;

import org.jspecify.annotations.NullMarked;
