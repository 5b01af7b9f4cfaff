package io.polyclerk.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Makes lines of what a parser tells: headings with {@code #}, list items with a point, table rows with the heads of their columns. Stops
 * when there is more text than can be taken.
 */
final class PlainLines extends DefaultHandler {

    private static final int MOST_CHARACTERS = 2_000_000;
    private static final int MOST_CELLS = 2_000;
    private static final int FEW_COLUMNS = 1;
    /** Where a parser only says that a line ended, as that of PDF files does at each line on the page. */
    private static final char SOFT_END = '\u2028';
    /** Of the longest line beside it: what ends sooner was ended on purpose. */
    private static final double FULL_LINE = 0.6;

    private static final Pattern ENDS_SENTENCE = Pattern.compile(".*[.!?:;。！？：；]\\p{Pf}?");

    private final StringBuilder lines = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private final Progress progress;
    private final boolean tableHasHeads;
    private String prefix = "";
    private List<String> row = new ArrayList<>();
    private List<String> heads = new ArrayList<>();
    private int table;
    private int hidden;

    /** More text than can be taken. */
    static final class TooLong extends SAXException {
        private static final long serialVersionUID = 1L;
    }

    /** Is told how many pages have begun. */
    interface Progress {
        void page();
    }

    PlainLines(Progress progress, boolean tableHasHeads) {
        this.progress = progress;
        this.tableHasHeads = tableHasHeads;
    }

    String text() {
        flush();
        return lines.toString().strip();
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                flush();
                prefix = "#".repeat(name.charAt(1) - '0') + " ";
            }
            case "title", "script", "style", "head", "template", "noscript" -> hidden++;
            case "li" -> {
                flush();
                prefix = "• ";
            }
            case "table" -> {
                flush();
                table++;
                heads = new ArrayList<>();
            }
            case "tr" -> row = new ArrayList<>();
            case "p", "dd", "dt", "blockquote", "br", "ul", "ol" -> {
                if (table == 0) {
                    flush();
                } else {
                    line.append(' ');
                }
            }
            case "div" -> {
                if (table == 0) {
                    flush();
                }
                if ("page".equals(attributes.getValue("class"))) {
                    progress.page();
                }
            }
            default -> {}
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "h1", "h2", "h3", "h4", "h5", "h6", "li" -> flush();
            case "title", "script", "style", "head", "template", "noscript" -> hidden--;
            case "td", "th" -> {
                if (row.size() < MOST_CELLS) {
                    row.add(take());
                }
            }
            case "tr" -> endRow();
            case "table" -> {
                table--;
                lines.append('\n');
            }
            case "p" -> {
                if (table == 0) {
                    flush();
                    lines.append('\n');
                }
            }
            case "div" -> {
                if (table == 0) {
                    flush();
                }
            }
            default -> {}
        }
    }

    private void endRow() {
        if (row.stream().allMatch(String::isEmpty)) {
            return;
        }
        if (tableHasHeads && heads.isEmpty() && row.size() > FEW_COLUMNS) {
            heads = row;
            return;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).isEmpty()) {
                String head = i < heads.size() ? heads.get(i) : "";
                text.append(text.isEmpty() ? "" : "; ")
                        .append(head.isEmpty() ? "" : head + ": ")
                        .append(row.get(i));
            }
        }
        lines.append(text).append('\n');
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        if (hidden > 0) {
            return;
        }
        line.append(characters, start, length);
        if (lines.length() + line.length() > MOST_CHARACTERS) {
            throw new TooLong();
        }
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) {
        if (hidden == 0 && !line.isEmpty() && line.charAt(line.length() - 1) != SOFT_END) {
            line.append(SOFT_END);
        }
    }

    private String take() {
        String text =
                line.toString().replace(SOFT_END, ' ').replaceAll("\\s+", " ").strip();
        line.setLength(0);
        return text;
    }

    private void flush() {
        // A file that is text already keeps its lines.
        String text = joined(line.toString());
        line.setLength(0);
        for (String one : text.split("\\R", -1)) {
            String plain = one.replaceAll("[\\s\\u00a0]+", " ").strip();
            if (!plain.isEmpty()) {
                lines.append(prefix).append(plain).append('\n');
            } else if (text.length() > 1 && prefix.isEmpty() && !lines.isEmpty()) {
                lines.append('\n');
            }
        }
        prefix = "";
    }

    /** Puts together what was broken because the page ended, and keeps the lines that were ended before. */
    private static String joined(String text) {
        if (text.indexOf(SOFT_END) < 0) {
            return text;
        }
        List<String> parts = Arrays.stream(text.split(String.valueOf(SOFT_END)))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        int longest = parts.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            all.append(between(all, part, longest)).append(part);
        }
        return all.toString();
    }

    private static String between(StringBuilder before, String part, int longest) {
        if (before.isEmpty()) {
            return "";
        }
        String last = before.substring(before.lastIndexOf("\n") + 1);
        if (last.length() < FULL_LINE * longest || ENDS_SENTENCE.matcher(last).matches()) {
            return "\n";
        }
        boolean isWrittenWithoutBlanks = Character.isIdeographic(last.codePointBefore(last.length()))
                || Character.isIdeographic(part.codePointAt(0));
        return isWrittenWithoutBlanks ? "" : " ";
    }
}
