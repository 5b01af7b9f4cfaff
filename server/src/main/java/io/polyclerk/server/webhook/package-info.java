/** Where platforms send to. */
@NullMarked
package io.polyclerk.server.webhook;

import org.jspecify.annotations.NullMarked;
