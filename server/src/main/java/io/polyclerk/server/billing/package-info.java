/** Counting what the bot did, and what merchants owe for it. */
@NullMarked
package io.polyclerk.server.billing;

import org.jspecify.annotations.NullMarked;
