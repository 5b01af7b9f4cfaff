/** The rung above the local ones: a large model that may be asked, within a cap, and whose words are checked before they are said. */
@NullMarked
package io.polyclerk.core.ladder;

import org.jspecify.annotations.NullMarked;
