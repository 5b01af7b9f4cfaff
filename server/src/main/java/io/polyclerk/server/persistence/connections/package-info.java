/** Merchants' uses of adapters: connections, installations and apps, and what opens them, sealed. */
@NullMarked
package io.polyclerk.server.persistence.connections;

import org.jspecify.annotations.NullMarked;
