@NullMarked
package io.polyclerk.archetype;

import org.jspecify.annotations.NullMarked;
