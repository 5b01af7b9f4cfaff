/** Work that is done in a process of its own, because its input is hostile or its libraries are heavy. */
@NullMarked
package io.polyclerk.ai.process;

import org.jspecify.annotations.NullMarked;
