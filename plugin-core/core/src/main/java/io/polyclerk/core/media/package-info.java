/** The files that shoppers send. */
@NullMarked
package io.polyclerk.core.media;

import org.jspecify.annotations.NullMarked;
