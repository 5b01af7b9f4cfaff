/** The connections of merchants and their open adapters. */
@NullMarked
package io.polyclerk.core.connection;

import org.jspecify.annotations.NullMarked;
