/** Past chats played to the bot without any effect: what it would have done. */
@NullMarked
package io.polyclerk.server.replay;

import org.jspecify.annotations.NullMarked;
