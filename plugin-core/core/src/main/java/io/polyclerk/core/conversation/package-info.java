/** Who is talking with whom, and what the bot remembers of it. */
@NullMarked
package io.polyclerk.core.conversation;

import org.jspecify.annotations.NullMarked;
