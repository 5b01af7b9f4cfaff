/** Writing first: what shoppers are told of their orders without having asked, to whom, when, and what came of it. */
@NullMarked
package io.polyclerk.core.proactive;

import org.jspecify.annotations.NullMarked;
