/** The few pages of the server itself: where somebody arrives first, and where there is nothing. */
@NullMarked
package io.polyclerk.server.pages;

import org.jspecify.annotations.NullMarked;
