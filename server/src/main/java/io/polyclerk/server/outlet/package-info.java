/** What happens here, told to other systems. */
@NullMarked
package io.polyclerk.server.outlet;

import org.jspecify.annotations.NullMarked;
