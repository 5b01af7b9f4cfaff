/** How well shoppers are served, computed from stored events each time it is asked. */
@NullMarked
package io.polyclerk.server.metrics;

import org.jspecify.annotations.NullMarked;
