/** Load on shops: many at once, each within the limits of its platform. */
@NullMarked
package io.polyclerk.load.shops;

import org.jspecify.annotations.NullMarked;
