/** What can be counted. */
@NullMarked
package io.polyclerk.core.observe;

import org.jspecify.annotations.NullMarked;
