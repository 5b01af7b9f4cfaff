/** Merchants' connections: checked, stored, opened. */
@NullMarked
package io.polyclerk.server.connections;

import org.jspecify.annotations.NullMarked;
