/** What runs in the process that reads documents. */
@NullMarked
package io.polyclerk.reader;

import org.jspecify.annotations.NullMarked;
