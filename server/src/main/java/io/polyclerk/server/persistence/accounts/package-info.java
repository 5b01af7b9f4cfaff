/** The people of merchants: their accounts, tokens and sign-ins, what they did, and what their merchants chose. */
@NullMarked
package io.polyclerk.server.persistence.accounts;

import org.jspecify.annotations.NullMarked;
