/** Tells browsers what somebody should look at, also while the console is closed. */
@NullMarked
package io.polyclerk.server.push;

import org.jspecify.annotations.NullMarked;
