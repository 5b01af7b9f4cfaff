/** Manifests are checked, tiers of quality are found out, and the catalogue is made of both. */
@NullMarked
package io.polyclerk.catalog;

import org.jspecify.annotations.NullMarked;
