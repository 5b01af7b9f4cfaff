/** What was said and done as a whole: out and in, in numbers, who did what, and what people demand about their data. */
@NullMarked
package io.polyclerk.server.api.archive;

import org.jspecify.annotations.NullMarked;
