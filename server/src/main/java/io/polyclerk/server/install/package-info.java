/** How shops connect themselves: begun, agreed to at the platform, proven, kept; and what people ask about their data. */
@NullMarked
package io.polyclerk.server.install;

import org.jspecify.annotations.NullMarked;
