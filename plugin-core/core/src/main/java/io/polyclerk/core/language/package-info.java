/** Languages that the bot speaks, as data. */
@NullMarked
package io.polyclerk.core.language;

import org.jspecify.annotations.NullMarked;
