/** What somebody should look at, in the console and by e-mail. */
@NullMarked
package io.polyclerk.server.notices;

import org.jspecify.annotations.NullMarked;
