package io.polyclerk.reader;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.EmptyParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.csv.TextAndCSVParser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.xml.sax.SAXException;

/**
 * Reads one file and ends. Arguments: the file, the ending of its name, where the result goes. Prints {@code progress 40} as it goes on.
 * Exit 0: the result's first line is the media type and the rest the text; exit 10: the result is the reason why it was refused.
 */
public final class ReadDocument {

    private static final int REFUSED = 10;
    private static final int CHECKED = 10;
    private static final int READ = 95;

    private ReadDocument() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        // Libraries print as well; only progress may be heard outside.
        System.setOut(new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        Path result = Path.of(arguments[2]);
        try {
            Files.writeString(result, read(Path.of(arguments[0]), arguments[1], out), StandardCharsets.UTF_8);
        } catch (RefusedFile refused) {
            Files.writeString(result, String.valueOf(refused.getMessage()), StandardCharsets.UTF_8);
            System.exit(REFUSED);
        }
    }

    static String read(Path file, String ending, PrintStream out) throws IOException, RefusedFile {
        FileType type = FileType.of(file, ending);
        int pages = 1;
        switch (type) {
            case DOCX, XLSX -> PackageCheck.check(file, type);
            case PDF -> pages = pagesOf(file);
            case HTML, CSV, TEXT -> {}
        }
        out.println("progress " + CHECKED);
        String text = type == FileType.CSV ? table(file, out) : parse(file, type, pages, out);
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new RefusedFile("There is no text in the file. A scan must be made searchable first.");
        }
        return type.mediaType() + "\n" + text;
    }

    private static int pagesOf(Path file) throws RefusedFile {
        try {
            return Math.max(1, PdfCheck.check(file));
        } catch (IOException damaged) {
            throw new RefusedFile("The file is damaged. Please save it anew.");
        }
    }

    /** A table that breaks the rules of tables is still text. */
    private static String table(Path file, PrintStream out) throws IOException, RefusedFile {
        try {
            return parse(file, FileType.CSV, 1, out);
        } catch (RefusedFile noTable) {
            return parse(file, FileType.TEXT, 1, out);
        }
    }

    private static String parse(Path file, FileType type, int pages, PrintStream out) throws IOException, RefusedFile {
        int[] page = {0};
        boolean hasHeads =
                type == FileType.CSV || type == FileType.XLSX || type == FileType.DOCX || type == FileType.HTML;
        PlainLines lines = new PlainLines(
                () -> out.println("progress " + (CHECKED + (READ - CHECKED) * Math.min(page[0]++, pages) / pages)),
                hasHeads);
        ParseContext context = new ParseContext();
        // What is inside the file is not opened.
        context.set(Parser.class, EmptyParser.INSTANCE);
        Metadata metadata = new Metadata();
        metadata.set(HttpHeaders.CONTENT_TYPE, type.mediaType());
        if (type == FileType.CSV) {
            metadata.set(
                    TikaCoreProperties.CONTENT_TYPE_USER_OVERRIDE,
                    type.mediaType() + "; delimiter=" + Delimiter.of(file).tikaName());
        }
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            parserOf(type).parse(stream, lines, metadata, context);
            return lines.text();
        } catch (PlainLines.TooLong tooLong) {
            throw new RefusedFile("The file has more text than can be taken in. Please split it.");
        } catch (EncryptedDocumentException locked) {
            throw new RefusedFile("The file is protected by a password. Please save it without one.");
        } catch (SAXException | TikaException | RuntimeException damaged) {
            throw new RefusedFile(
                    damaged.getCause() instanceof PlainLines.TooLong
                            ? "The file has more text than can be taken in. Please split it."
                            : "The file is damaged or built in a way that is not read. Please save it anew.");
        }
    }

    private static Parser parserOf(FileType type) {
        return switch (type) {
            case PDF -> {
                PDFParserConfig config = new PDFParserConfig();
                config.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
                config.setExtractAcroFormContent(false);
                config.setSortByPosition(true);
                PDFParser parser = new PDFParser();
                parser.setPDFParserConfig(config);
                yield parser;
            }
            case DOCX, XLSX -> new OOXMLParser();
            case HTML -> new JSoupParser();
            case CSV, TEXT -> new TextAndCSVParser();
        };
    }
}
