/** What the bot makes of words, pictures and past chats, for tests, partners and the curious. */
@NullMarked
package io.polyclerk.server.api.trial;

import org.jspecify.annotations.NullMarked;
