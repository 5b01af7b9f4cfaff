/** What shops teach their bots: words of their own and corrected messages. */
@NullMarked
package io.polyclerk.server.training;

import org.jspecify.annotations.NullMarked;
