/** What is kept, in SQL that runs on H2 and on PostgreSQL. */
@NullMarked
package io.polyclerk.server.persistence;

import org.jspecify.annotations.NullMarked;
