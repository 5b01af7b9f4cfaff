/** What is kept, in SQL that runs on H2 and on PostgreSQL: the database itself here, what is stored in the packages below. */
@NullMarked
package io.polyclerk.server.persistence;

import org.jspecify.annotations.NullMarked;
