/** What the bot can do: one class handles one intent. */
@NullMarked
package io.polyclerk.core.skill;

import org.jspecify.annotations.NullMarked;
