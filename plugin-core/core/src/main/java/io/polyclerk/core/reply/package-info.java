/** From what a skill decided to what a channel can show. */
@NullMarked
package io.polyclerk.core.reply;

import org.jspecify.annotations.NullMarked;
