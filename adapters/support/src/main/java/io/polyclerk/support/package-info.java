/** What several adapters for shops would otherwise write again. Knows no platform and nothing but the contract; packed into each adapter. */
@NullMarked
package io.polyclerk.support;

import org.jspecify.annotations.NullMarked;
