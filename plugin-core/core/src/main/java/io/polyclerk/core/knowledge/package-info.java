/** What the shop has written and what may be quoted of it. */
@NullMarked
package io.polyclerk.core.knowledge;

import org.jspecify.annotations.NullMarked;
