/**
 * Bills counted again from what the API gives to anybody: an export, what was agreed, and the bills. Nothing here is shared with what makes the
 * bills; it was written down from docs/adr/0018 and docs/reference/numbers.md.
 */
@NullMarked
package io.polyclerk.load.bills;

import org.jspecify.annotations.NullMarked;
