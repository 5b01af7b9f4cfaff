/** Personal data masked before anyone else sees a text. */
@NullMarked
package io.polyclerk.ai.redaction;

import org.jspecify.annotations.NullMarked;
