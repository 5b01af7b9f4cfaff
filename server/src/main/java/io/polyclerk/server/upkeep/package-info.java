/** What is done regularly without anybody asking. */
@NullMarked
package io.polyclerk.server.upkeep;

import org.jspecify.annotations.NullMarked;
