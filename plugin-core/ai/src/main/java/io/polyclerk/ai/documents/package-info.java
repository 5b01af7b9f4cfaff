/** Reads files that sellers upload. */
@NullMarked
package io.polyclerk.ai.documents;

import org.jspecify.annotations.NullMarked;
