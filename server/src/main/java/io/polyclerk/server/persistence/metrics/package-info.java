/** What happened, as events, and the rows that numbers are made of. */
@NullMarked
package io.polyclerk.server.persistence.metrics;

import org.jspecify.annotations.NullMarked;
