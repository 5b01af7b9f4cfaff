/** Who may use the API. */
@NullMarked
package io.polyclerk.server.access;

import org.jspecify.annotations.NullMarked;
