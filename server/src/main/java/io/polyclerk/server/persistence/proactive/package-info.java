/** Writing first: what shoppers allow, what is to be said, and what was decided. */
@NullMarked
package io.polyclerk.server.persistence.proactive;

import org.jspecify.annotations.NullMarked;
