package io.polyclerk.ai.retrieval;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.polyclerk.ai.retrieval.ShopText.Piece;
import io.polyclerk.core.knowledge.Passage;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into pieces that can be quoted alone. Lines are kept whole, and what belongs together stays together while it fits; a line
 * that begins with {@code #} is a heading, as the document reader writes it. Thread-safe.
 */
public final class PieceCutter {

    /** Longer pieces answer more questions badly, shorter ones fewer questions well: measured, see the page on accuracy. */
    private static final int FULL = 360;

    private static final int FULL_IDEOGRAPHIC = 110;

    /** Between the headings under which a piece stands. */
    static final String BELOW = "·";

    private final int full;
    private final String language;

    /** @param language BCP 47 tag of the text */
    public PieceCutter(String language) {
        this.language = language;
        this.full = Analyzers.isIdeographic(language) ? FULL_IDEOGRAPHIC : FULL;
    }

    public List<Piece> cut(String text) {
        List<Piece> pieces = new ArrayList<>();
        List<String> headings = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String line : text.split("\\R", -1)) {
            String plain = line.strip();
            int level = levelOf(plain);
            if (level > 0) {
                flush(headings, piece, pieces);
                while (headings.size() >= level) {
                    headings.remove(headings.size() - 1);
                }
                headings.add(plain.substring(level).strip());
            } else if (plain.isEmpty()) {
                if (piece.length() > full / 2) {
                    flush(headings, piece, pieces);
                }
            } else {
                for (String part : parts(plain)) {
                    if (!piece.isEmpty() && piece.length() + part.length() > full) {
                        flush(headings, piece, pieces);
                    }
                    piece.append(piece.isEmpty() ? "" : "\n").append(part);
                }
            }
        }
        flush(headings, piece, pieces);
        return pieces;
    }

    private static int levelOf(String line) {
        int level = 0;
        while (level < line.length() && line.charAt(level) == '#') {
            level++;
        }
        return level > 0 && level <= 6 && level < line.length() && line.charAt(level) == ' ' ? level : 0;
    }

    private static void flush(List<String> headings, StringBuilder piece, List<Piece> pieces) {
        if (!piece.isEmpty()) {
            pieces.add(new Piece(String.join(" " + BELOW + " ", headings), piece.toString()));
            piece.setLength(0);
        }
    }

    /** A line that is too long to be quoted, at its sentence ends. */
    private List<String> parts(String line) {
        if (line.length() <= full * 3 / 2) {
            return List.of(line);
        }
        List<String> parts = new ArrayList<>();
        BreakIterator sentences = BreakIterator.getSentenceInstance(ULocale.forLanguageTag(language));
        sentences.setText(line);
        StringBuilder part = new StringBuilder();
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; start = end, end = sentences.next()) {
            String sentence = line.substring(start, end);
            if (!part.isEmpty() && part.length() + sentence.length() > full) {
                parts.add(part.toString().strip());
                part.setLength(0);
            }
            for (int from = 0; from < sentence.length(); from += Passage.LONGEST) {
                if (from > 0) {
                    parts.add(part.toString().strip());
                    part.setLength(0);
                }
                part.append(sentence, from, Math.min(sentence.length(), from + Passage.LONGEST));
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }
}
