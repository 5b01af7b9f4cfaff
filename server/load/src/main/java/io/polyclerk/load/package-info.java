/** Load and faults from outside: a platform that misbehaves, a process that is killed, and a count of what came of it. */
@NullMarked
package io.polyclerk.load;

import org.jspecify.annotations.NullMarked;
