/** What was said, in the language of who sits at the desk. */
@NullMarked
package io.polyclerk.server.translation;

import org.jspecify.annotations.NullMarked;
