/**
 * The channels as shoppers and platforms see them. The platforms here are written from their public references alone and share nothing
 * with the adapters or with the simulators in the adapters' tests: who understood something wrongly there does not repeat it here.
 */
@NullMarked
package io.polyclerk.acceptance.channels;

import org.jspecify.annotations.NullMarked;
