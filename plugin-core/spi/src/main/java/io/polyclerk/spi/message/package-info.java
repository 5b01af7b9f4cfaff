/** What people and the bot say to each other, in terms that no platform owns. */
@NullMarked
package io.polyclerk.spi.message;

import org.jspecify.annotations.NullMarked;
