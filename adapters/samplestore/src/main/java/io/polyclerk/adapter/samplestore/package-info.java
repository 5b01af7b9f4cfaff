/** The embedded default: an invented shop that needs no network, no account and no settings. */
@NullMarked
package io.polyclerk.adapter.samplestore;

import org.jspecify.annotations.NullMarked;
