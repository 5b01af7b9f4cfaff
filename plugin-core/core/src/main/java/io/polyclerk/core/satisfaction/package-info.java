/** Asking shoppers how content they are. */
@NullMarked
package io.polyclerk.core.satisfaction;

import org.jspecify.annotations.NullMarked;
