/** Records as a whole: when they leave, when they come in, and when the person behind them is to be forgotten. */
@NullMarked
package io.polyclerk.server.persistence.archive;

import org.jspecify.annotations.NullMarked;
