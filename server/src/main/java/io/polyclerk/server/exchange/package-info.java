/** Everything that was said and done as files, out and in. */
@NullMarked
package io.polyclerk.server.exchange;

import org.jspecify.annotations.NullMarked;
