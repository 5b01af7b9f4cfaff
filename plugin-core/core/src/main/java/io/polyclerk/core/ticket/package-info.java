/** Work for humans. */
@NullMarked
package io.polyclerk.core.ticket;

import org.jspecify.annotations.NullMarked;
