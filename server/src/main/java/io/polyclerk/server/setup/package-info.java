/** What a merchant chooses when a shop is set up. */
@NullMarked
package io.polyclerk.server.setup;

import org.jspecify.annotations.NullMarked;
