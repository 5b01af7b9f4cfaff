/** What shops have written: taken in, kept fresh, asked. */
@NullMarked
package io.polyclerk.server.knowledge;

import org.jspecify.annotations.NullMarked;
