package io.polyclerk.ai.retrieval;

import io.polyclerk.ai.retrieval.ShopText.Piece;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The sentences of a piece. A question is mostly answered by one of them, and what stands beside it blurs the meaning of the piece. */
final class Sentences {

    /** A piece has some four; what has more is a table, and its first rows tell what it is about. */
    private static final int MOST = 16;

    private static final Pattern END = Pattern.compile("\\R|(?<=[.!?;])\\s+|(?<=[。！？；])");

    private Sentences() {}

    static List<String> of(String text) {
        return Arrays.stream(END.split(text))
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty())
                .limit(MOST)
                .toList();
    }

    /** A sentence with what it is about: the nearest heading, else the title of its text. */
    static String inContext(String sentence, Piece piece, String title) {
        String heading = piece.heading()
                .substring(piece.heading().lastIndexOf(PieceCutter.BELOW) + 1)
                .strip();
        return (heading.isEmpty() ? title : heading) + ": " + sentence;
    }
}
