/** Signing in with an account of an OpenID Connect provider. */
@NullMarked
package io.polyclerk.server.signin;

import org.jspecify.annotations.NullMarked;
