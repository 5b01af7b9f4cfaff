/** What the launcher asks before and while the server starts. */
@NullMarked
package io.polyclerk.server.launch;

import org.jspecify.annotations.NullMarked;
