/** One turn: an utterance and all it causes. */
@NullMarked
package io.polyclerk.core.turn;

import org.jspecify.annotations.NullMarked;
