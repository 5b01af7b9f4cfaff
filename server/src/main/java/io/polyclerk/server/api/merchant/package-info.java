/** What a merchant chooses: how far the bot may go, when humans answer, what is said first. */
@NullMarked
package io.polyclerk.server.api.merchant;

import org.jspecify.annotations.NullMarked;
