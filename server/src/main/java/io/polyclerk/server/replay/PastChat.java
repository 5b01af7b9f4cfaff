package io.polyclerk.server.replay;

import java.util.List;

/** A chat as it once was. @param id as the file calls it */
public record PastChat(String id, List<Line> lines) {

    public PastChat {
        lines = List.copyOf(lines);
    }

    /** @param fromShopper whether the shopper said it */
    public record Line(boolean fromShopper, String text) {}
}
