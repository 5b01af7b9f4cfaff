/** Who may see which order. */
@NullMarked
package io.polyclerk.core.identity;

import org.jspecify.annotations.NullMarked;
