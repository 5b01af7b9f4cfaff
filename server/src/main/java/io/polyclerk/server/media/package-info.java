/** The files that shoppers send: kept encrypted, shown only as new pictures, ended in time. */
@NullMarked
package io.polyclerk.server.media;

import org.jspecify.annotations.NullMarked;
