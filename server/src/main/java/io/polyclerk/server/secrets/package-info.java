/** Merchants' secrets, encrypted at rest. */
@NullMarked
package io.polyclerk.server.secrets;

import org.jspecify.annotations.NullMarked;
