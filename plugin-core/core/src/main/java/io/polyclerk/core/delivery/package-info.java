/** Verify, store, acknowledge, work: how nothing is lost and nothing is said twice. */
@NullMarked
package io.polyclerk.core.delivery;

import org.jspecify.annotations.NullMarked;
