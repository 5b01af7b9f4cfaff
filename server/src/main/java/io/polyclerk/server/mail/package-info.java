/** E-mail over SMTP. */
@NullMarked
package io.polyclerk.server.mail;

import org.jspecify.annotations.NullMarked;
