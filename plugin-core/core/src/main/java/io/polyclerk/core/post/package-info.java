/** How e-mail goes out: from a durable outbox, tried until a mail server has taken it. */
@NullMarked
package io.polyclerk.core.post;

import org.jspecify.annotations.NullMarked;
