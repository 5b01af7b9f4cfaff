/** What an e-mail is. */
@NullMarked
package io.polyclerk.core.mail;

import org.jspecify.annotations.NullMarked;
