/** What came in and what has to go out, one turn at a time on any node: the stores that the bot's core works with. */
@NullMarked
package io.polyclerk.server.persistence.delivery;

import org.jspecify.annotations.NullMarked;
