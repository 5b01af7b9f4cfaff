/**
 * The contract between the bot and an adapter. An adapter translates a platform's requests into events and the bot's messages into
 * calls; it holds no dialogue, no retry loop, no database and no thread.
 */
@NullMarked
package io.polyclerk.spi;

import org.jspecify.annotations.NullMarked;
