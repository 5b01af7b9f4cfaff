/** The ledger of changes to orders, what merchants let the bot do with them, and what stores tell. */
@NullMarked
package io.polyclerk.server.persistence.orders;

import org.jspecify.annotations.NullMarked;
