/** What the bot knows and learns of a shop: documents, packs, templates, lessons, and what it did not understand. */
@NullMarked
package io.polyclerk.server.persistence.knowledge;

import org.jspecify.annotations.NullMarked;
