/** The only place that puts the parts together. */
@NullMarked
package io.polyclerk.server.wiring;

import org.jspecify.annotations.NullMarked;
