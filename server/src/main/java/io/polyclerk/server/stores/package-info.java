/** How the bot reads stores: with a memory of products, within a limit of time, and as often as a conversation may. */
@NullMarked
package io.polyclerk.server.stores;

import org.jspecify.annotations.NullMarked;
