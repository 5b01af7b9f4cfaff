/**
 * The REST API: its gate and its problems here, with what answers at the root and where there is nothing; its resources by subject in the
 * packages below.
 */
@NullMarked
package io.polyclerk.server.api;

import org.jspecify.annotations.NullMarked;
