/** Telegram, through its Bot API. */
@NullMarked
package io.polyclerk.adapter.telegram;

import org.jspecify.annotations.NullMarked;
