/** From sound to words: formats, decoders, engines and the order in which they are asked. */
@NullMarked
package io.polyclerk.ai.speech;

import org.jspecify.annotations.NullMarked;
