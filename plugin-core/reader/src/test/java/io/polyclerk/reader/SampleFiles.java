package io.polyclerk.reader;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFStyles;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/** Makes the sample shop's documents of their sources: real PDF, DOCX, XLSX, HTML, CSV and text files. */
final class SampleFiles {

    private static final Path SOURCES = Path.of("src", "test", "resources", "shop");
    private static final int LINE = 90;

    private SampleFiles() {}

    /** Writes the documents of a language into a folder. @return the files */
    static List<Path> write(String language, Path folder) throws IOException {
        List<Path> made = new ArrayList<>();
        try (Stream<Path> sources = Files.list(SOURCES.resolve(language))) {
            for (Path source : sources.sorted().toList()) {
                String name = source.getFileName().toString().replace(".md", "");
                Path file = folder.resolve(name);
                List<String> lines = Files.readAllLines(source, StandardCharsets.UTF_8);
                switch (name.substring(name.lastIndexOf('.') + 1)) {
                    case "docx" -> docx(lines, file);
                    case "pdf" -> pdf(lines, file);
                    case "xlsx" -> xlsx(lines, file);
                    case "html" -> html(lines, file);
                    default -> Files.write(file, lines, StandardCharsets.UTF_8);
                }
                made.add(file);
            }
        }
        return made;
    }

    static void docx(List<String> lines, Path file) throws IOException {
        try (XWPFDocument document = new XWPFDocument();
                OutputStream out = Files.newOutputStream(file)) {
            XWPFStyles styles = document.createStyles();
            styles.addStyle(heading(1));
            styles.addStyle(heading(2));
            for (String line : lines) {
                XWPFParagraph paragraph = document.createParagraph();
                int level = level(line);
                if (level > 0) {
                    paragraph.setStyle("Heading" + level);
                }
                paragraph.createRun().setText(plain(line));
            }
            document.write(out);
        }
    }

    private static XWPFStyle heading(int level) {
        CTStyle style = CTStyle.Factory.newInstance();
        style.setStyleId("Heading" + level);
        style.addNewName().setVal("heading " + level);
        style.setType(STStyleType.PARAGRAPH);
        return new XWPFStyle(style);
    }

    static void pdf(List<String> lines, Path file) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
            PDType1Font bold = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);
            PDPageContentStream page = null;
            float top = 0;
            for (String line : lines) {
                for (String part : wrapped(plain(line))) {
                    if (page == null || top < 60) {
                        if (page != null) {
                            page.close();
                        }
                        PDPage next = new PDPage();
                        document.addPage(next);
                        page = new PDPageContentStream(document, next);
                        top = 740;
                    }
                    page.beginText();
                    page.setFont(level(line) > 0 ? bold : font, level(line) > 0 ? 14 : 10);
                    page.newLineAtOffset(60, top);
                    page.showText(part);
                    page.endText();
                    top -= 14;
                }
                top -= level(line) > 0 ? 4 : 10;
            }
            if (page != null) {
                page.close();
            }
            document.save(file.toFile());
        }
    }

    private static List<String> wrapped(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : text.split(" ")) {
            if (part.length() + word.length() > LINE) {
                parts.add(part.toString().strip());
                part.setLength(0);
            }
            part.append(word).append(' ');
        }
        parts.add(part.toString().strip());
        return parts;
    }

    private static void xlsx(List<String> lines, Path file) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            XSSFSheet sheet = book.createSheet("1");
            for (String line : lines) {
                XSSFRow row = sheet.createRow(sheet.getPhysicalNumberOfRows());
                String[] cells = line.split("\\|");
                for (int i = 1; i < cells.length; i++) {
                    row.createCell(i - 1).setCellValue(cells[i].strip());
                }
            }
            book.write(out);
        }
    }

    private static void html(List<String> lines, Path file) throws IOException {
        StringBuilder page = new StringBuilder("<!doctype html><html><head><title>Care</title>"
                + "<style>p{color:red}</style><script>alert('x')</script></head><body>");
        for (String line : lines) {
            String tag = level(line) > 0 ? "h" + level(line) : "p";
            page.append('<')
                    .append(tag)
                    .append('>')
                    .append(plain(line))
                    .append("</")
                    .append(tag)
                    .append(">\n");
        }
        Files.writeString(file, page.append("</body></html>"), StandardCharsets.UTF_8);
    }

    private static int level(String line) {
        return line.startsWith("## ") ? 2 : line.startsWith("# ") ? 1 : 0;
    }

    private static String plain(String line) {
        return line.substring(level(line)).strip();
    }
}
