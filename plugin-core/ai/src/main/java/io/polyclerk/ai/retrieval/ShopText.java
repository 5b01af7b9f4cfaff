package io.polyclerk.ai.retrieval;

import io.polyclerk.core.knowledge.Passage;
import java.util.List;

/**
 * A text of a shop, cut into pieces.
 *
 * @param id unique within the merchant
 * @param version changes whenever anything of it changes
 */
public record ShopText(String id, String version, Passage.Source source, List<Piece> pieces) {

    public ShopText {
        pieces = List.copyOf(pieces);
    }

    /** @param heading under which it stands; may be empty */
    public record Piece(String heading, String text) {}
}
