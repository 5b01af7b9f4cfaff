/** The REST API: its gate and its problems here, its resources by subject in the packages below. */
@NullMarked
package io.polyclerk.server.api;

import org.jspecify.annotations.NullMarked;
