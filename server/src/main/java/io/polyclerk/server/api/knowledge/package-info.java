/** What the bot answers from, what it was taught, and what it could not answer. */
@NullMarked
package io.polyclerk.server.api.knowledge;

import org.jspecify.annotations.NullMarked;
