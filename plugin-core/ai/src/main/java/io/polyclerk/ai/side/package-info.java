/** Processes of their own for work that needs much memory or reads files of strangers. */
@NullMarked
package io.polyclerk.ai.side;

import org.jspecify.annotations.NullMarked;
