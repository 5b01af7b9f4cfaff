/** Everything that can be set, with names, defaults and one line of documentation. */
@NullMarked
package io.polyclerk.server.setting;

import org.jspecify.annotations.NullMarked;
