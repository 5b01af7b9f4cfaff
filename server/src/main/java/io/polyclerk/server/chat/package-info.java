/** Pages, events and files of chats that this server hosts itself; see docs/reference/webchat-protocol.md. */
@NullMarked
package io.polyclerk.server.chat;

import org.jspecify.annotations.NullMarked;
