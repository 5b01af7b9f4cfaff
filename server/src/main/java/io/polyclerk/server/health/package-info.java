/** Whether the server can do its work. */
@NullMarked
package io.polyclerk.server.health;

import org.jspecify.annotations.NullMarked;
