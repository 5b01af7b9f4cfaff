package io.polyclerk.ai.retrieval;

import io.polyclerk.ai.retrieval.ShopText.Piece;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sentences of a piece. A question is mostly answered by one of them, and what stands beside it blurs the meaning of the piece. */
final class Sentences {

    /** A piece has some four; what has more is a table, and its first rows tell what it is about. */
    private static final int MOST = 16;

    private static final Pattern END = Pattern.compile("\\R|(?<=[.!?;])\\s+|(?<=[。！？；])");

    /** A row of a table as the document reader writes it. What stands in its cells is about the row and says nothing alone. */
    private static final Pattern ROW = Pattern.compile("[^:;]{1,60}: [^;]*(?:; [^:;]{1,60}: [^;]*)+(?:;[^:]*)?");

    private Sentences() {}

    static List<String> of(String text) {
        return text.lines()
                .flatMap(line -> ROW.matcher(line).matches() ? Stream.of(line) : Arrays.stream(END.split(line)))
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
