/** Tests of the whole, through its doors only. */
@NullMarked
package io.polyclerk.acceptance;

import org.jspecify.annotations.NullMarked;
