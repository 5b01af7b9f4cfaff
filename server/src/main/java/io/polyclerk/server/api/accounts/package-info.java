/** People and tokens that may call the API, and how they sign in. */
@NullMarked
package io.polyclerk.server.api.accounts;

import org.jspecify.annotations.NullMarked;
