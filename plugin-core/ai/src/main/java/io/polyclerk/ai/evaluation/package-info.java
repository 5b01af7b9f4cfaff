/** Measures understanding on sets of labelled messages. */
@NullMarked
package io.polyclerk.ai.evaluation;

import org.jspecify.annotations.NullMarked;
