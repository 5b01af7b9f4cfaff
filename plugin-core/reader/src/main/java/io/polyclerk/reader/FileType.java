package io.polyclerk.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The kinds of files that are read, told by their first bytes; a file that its name contradicts is refused. */
enum FileType {
    PDF("application/pdf", Set.of("pdf")),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Set.of("docx")),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Set.of("xlsx")),
    HTML("text/html", Set.of("html", "htm", "xhtml")),
    CSV("text/csv", Set.of("csv", "tsv")),
    TEXT("text/plain", Set.of("txt", "text", "md"));

    private static final int HEAD = 4096;
    private static final byte[] OLE = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    private final String mediaType;
    private final Set<String> endings;

    FileType(String mediaType, Set<String> endings) {
        this.mediaType = mediaType;
        this.endings = endings;
    }

    String mediaType() {
        return mediaType;
    }

    /** @param ending of the file's name */
    static FileType of(Path file, String ending) throws IOException, RefusedFile {
        if (Files.size(file) == 0) {
            throw new RefusedFile("The file is empty.");
        }
        byte[] head;
        try (InputStream stream = Files.newInputStream(file)) {
            head = stream.readNBytes(HEAD);
        }
        FileType type = detect(head, ending);
        if (!type.endings.contains(ending)) {
            throw new RefusedFile("The name of the file ends with ." + ending + ", but its content is something else. "
                    + "Please check the file.");
        }
        return type;
    }

    private static FileType detect(byte[] head, String ending) throws RefusedFile {
        if (startsWith(head, "%PDF-".getBytes(StandardCharsets.US_ASCII))) {
            return PDF;
        }
        if (startsWith(head, new byte[] {'P', 'K', 3, 4})) {
            return switch (ending) {
                case "docx" -> DOCX;
                case "xlsx" -> XLSX;
                case "docm", "xlsm", "dotm", "xltm" ->
                    throw new RefusedFile("Files with macros are not taken. Please save it without macros.");
                default ->
                    throw new RefusedFile(
                            "Archives are not taken. Please upload PDF, DOCX, XLSX, HTML, CSV or TXT files one by one.");
            };
        }
        if (startsWith(head, OLE)) {
            throw new RefusedFile(
                    "This is an old or an encrypted Office file. Please save it without a password as DOCX or XLSX.");
        }
        return text(head, ending);
    }

    private static FileType text(byte[] head, String ending) throws RefusedFile {
        for (byte one : head) {
            if (one == 0 || (one > 0 && one < 9) || (one > 13 && one < 27)) {
                throw new RefusedFile(
                        "This kind of file is not read. Please upload PDF, DOCX, XLSX, HTML, CSV or TXT.");
            }
        }
        if (CSV.endings.contains(ending)) {
            return CSV;
        }
        String start =
                new String(head, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(java.util.Locale.ROOT);
        boolean isHtml = start.contains("<html") || start.contains("<!doctype html") || HTML.endings.contains(ending);
        if (isHtml) {
            return HTML;
        }
        if (start.startsWith("<?xml") || start.startsWith("<svg") || start.startsWith("{\\rtf")) {
            throw new RefusedFile("This kind of file is not read. Please upload PDF, DOCX, XLSX, HTML, CSV or TXT.");
        }
        return TEXT;
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        return content.length >= start.length
                && java.util.Arrays.equals(content, 0, start.length, start, 0, start.length);
    }
}
