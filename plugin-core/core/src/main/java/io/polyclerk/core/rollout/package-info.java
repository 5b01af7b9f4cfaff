/** How far the bot goes on its own: not at all, with a human's consent, or alone. */
@NullMarked
package io.polyclerk.core.rollout;

import org.jspecify.annotations.NullMarked;
