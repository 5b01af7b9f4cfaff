/** What is counted and measured. */
@NullMarked
package io.polyclerk.server.telemetry;

import org.jspecify.annotations.NullMarked;
