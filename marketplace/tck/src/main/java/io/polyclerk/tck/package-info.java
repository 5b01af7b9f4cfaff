/**
 * The conformance kit: what an adapter has to stand before it is listed. Who writes an adapter extends {@link
 * io.polyclerk.tck.ChannelAdapterTck} or {@link io.polyclerk.tck.StoreAdapterTck} with what only they can know, such as how their
 * platform signs; each group of tests is an interface of its own.
 */
@NullMarked
package io.polyclerk.tck;

import org.jspecify.annotations.NullMarked;
