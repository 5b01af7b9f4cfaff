/** What people and other systems are told of: notices, e-mail, push messages and outgoing events. */
@NullMarked
package io.polyclerk.server.persistence.notices;

import org.jspecify.annotations.NullMarked;
