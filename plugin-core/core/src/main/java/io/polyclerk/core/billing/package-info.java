/** What a merchant owes for what the bot did: plans as data, and bills that can be computed again from what was counted. */
@NullMarked
package io.polyclerk.core.billing;

import org.jspecify.annotations.NullMarked;
