/** What merchants pay for, and why. */
@NullMarked
package io.polyclerk.server.api.billing;

import org.jspecify.annotations.NullMarked;
