/** From photos to products and faults. */
@NullMarked
package io.polyclerk.ai.vision;

import org.jspecify.annotations.NullMarked;
