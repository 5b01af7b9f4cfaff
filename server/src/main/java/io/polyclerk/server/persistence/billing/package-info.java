/** What merchants agreed to pay, what was counted, and their bills. */
@NullMarked
package io.polyclerk.server.persistence.billing;

import org.jspecify.annotations.NullMarked;
