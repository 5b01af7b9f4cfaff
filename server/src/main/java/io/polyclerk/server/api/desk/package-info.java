/** For those who answer: conversations, tickets, changes to orders that wait for a human, and texts ready to be said. */
@NullMarked
package io.polyclerk.server.api.desk;

import org.jspecify.annotations.NullMarked;
