/** Adapters, connections, apps and installations: how a shop gets its platforms. */
@NullMarked
package io.polyclerk.server.api.connections;

import org.jspecify.annotations.NullMarked;
