/** What agents do: who answers, what they say and note, and the tickets that the bot leaves for them. */
@NullMarked
package io.polyclerk.server.persistence.desk;

import org.jspecify.annotations.NullMarked;
