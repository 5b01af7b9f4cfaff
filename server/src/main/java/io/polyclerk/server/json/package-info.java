/** How records become JSON, for the API and for what is stored. */
@NullMarked
package io.polyclerk.server.json;

import org.jspecify.annotations.NullMarked;
