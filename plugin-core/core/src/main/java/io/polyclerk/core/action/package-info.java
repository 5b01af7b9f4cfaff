/** Changes to orders in two phases: proposed, allowed, confirmed, written once, read back; and the ledger that says so. */
@NullMarked
package io.polyclerk.core.action;

import org.jspecify.annotations.NullMarked;
