@NullMarked
package io.polyclerk.reader;

import org.jspecify.annotations.NullMarked;
