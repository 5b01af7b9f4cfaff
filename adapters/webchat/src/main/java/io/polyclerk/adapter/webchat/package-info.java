/** The chat on a shop's own pages: the protocol is ours, so nothing is called and everything is pure. */
@NullMarked
package io.polyclerk.adapter.webchat;

import org.jspecify.annotations.NullMarked;
