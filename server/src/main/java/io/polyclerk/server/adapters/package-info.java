/** Loading adapters, each behind its own class loader, and what they are lent. */
@NullMarked
package io.polyclerk.server.adapters;

import org.jspecify.annotations.NullMarked;
