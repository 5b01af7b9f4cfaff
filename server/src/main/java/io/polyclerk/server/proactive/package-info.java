/** Writing first: what merchants have chosen, the timer, what would happen, and what came of it. */
@NullMarked
package io.polyclerk.server.proactive;

import org.jspecify.annotations.NullMarked;
