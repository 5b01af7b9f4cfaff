/** Conversations with their messages and files: the rows themselves, and how they are read. */
@NullMarked
package io.polyclerk.server.persistence.conversations;

import org.jspecify.annotations.NullMarked;
