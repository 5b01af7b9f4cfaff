/** What people in a shop say again and again, ready to be said: in every language, with gaps that are filled in. */
@NullMarked
package io.polyclerk.core.script;

import org.jspecify.annotations.NullMarked;
