/** The only module that knows the server: REST, persistence, adapter loading and wiring. */
@NullMarked
package io.polyclerk.server;

import org.jspecify.annotations.NullMarked;
