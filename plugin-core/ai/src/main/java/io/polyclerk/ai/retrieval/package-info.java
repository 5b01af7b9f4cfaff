/** Finds passages in a shop's own texts. */
@NullMarked
package io.polyclerk.ai.retrieval;

import org.jspecify.annotations.NullMarked;
