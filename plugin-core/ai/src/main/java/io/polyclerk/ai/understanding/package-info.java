/** Language, intents, slots and emotion, found by local models. */
@NullMarked
package io.polyclerk.ai.understanding;

import org.jspecify.annotations.NullMarked;
