/** Templates: the shipped ones and each merchant's own, found by words and filled in. */
@NullMarked
package io.polyclerk.server.scripts;

import org.jspecify.annotations.NullMarked;
