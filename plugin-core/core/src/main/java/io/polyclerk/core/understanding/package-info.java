/** What an utterance means, behind ports that models implement. */
@NullMarked
package io.polyclerk.core.understanding;

import org.jspecify.annotations.NullMarked;
