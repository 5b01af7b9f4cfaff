/** Builds what the plugin's package needs beside its PHP. */
@NullMarked
package io.polyclerk.marketplace.woocommerce;

import org.jspecify.annotations.NullMarked;
