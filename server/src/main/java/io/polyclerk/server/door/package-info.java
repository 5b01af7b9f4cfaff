/** {@code /install/…}: what platforms, shops' own plugins and merchants' browsers come to while a shop connects itself and after. */
@NullMarked
package io.polyclerk.server.door;

import org.jspecify.annotations.NullMarked;
