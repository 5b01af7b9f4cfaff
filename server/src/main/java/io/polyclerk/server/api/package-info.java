/** The REST API. */
@NullMarked
package io.polyclerk.server.api;

import org.jspecify.annotations.NullMarked;
