/** The only place that puts the parts together. A class {@code …Shown} shows some of them to the resources that ask for them. */
@NullMarked
package io.polyclerk.server.wiring;

import org.jspecify.annotations.NullMarked;
