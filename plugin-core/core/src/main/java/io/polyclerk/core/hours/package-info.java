/** When humans of a shop answer. */
@NullMarked
package io.polyclerk.core.hours;

import org.jspecify.annotations.NullMarked;
