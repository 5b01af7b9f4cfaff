package io.polyclerk.server.persistence;

/** Patterns of {@code like … escape '!'} in which a text from outside stands for itself. */
public final class LikePattern {

    private LikePattern() {}

    /** Fits every value that has the text somewhere. */
    public static String containing(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
