/** What a channel's law still allows in a conversation. */
@NullMarked
package io.polyclerk.core.budget;

import org.jspecify.annotations.NullMarked;
