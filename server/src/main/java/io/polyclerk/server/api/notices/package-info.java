/** What people and other systems are told, and by which way. */
@NullMarked
package io.polyclerk.server.api.notices;

import org.jspecify.annotations.NullMarked;
