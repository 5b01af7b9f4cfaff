package io.polyclerk.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Looks an Office package over before any parser does: every entry is unpacked once, counted and thrown away. */
final class PackageCheck {

    private static final int MOST_ENTRIES = 2_000;
    private static final long MOST_BYTES = 100L * 1024 * 1024;
    private static final long MOST_RATIO = 200;
    private static final long SMALL = 1024 * 1024;
    private static final int BUFFER = 16 * 1024;

    private PackageCheck() {}

    static void check(Path file, FileType type) throws IOException, RefusedFile {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                throw new RefusedFile("The file has more than " + MOST_ENTRIES + " parts. Please save it anew.");
            }
            Set<String> names = new HashSet<>();
            long total = 0;
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                name(entry.getName(), names);
                total += unpack(zip, entry, MOST_BYTES - total);
            }
            String main = type == FileType.DOCX ? "word/document.xml" : "xl/workbook.xml";
            if (!names.contains("[content_types].xml") || !names.contains(main)) {
                throw new RefusedFile("The file is not the Office document that its name says.");
            }
        } catch (ZipException broken) {
            throw new RefusedFile("The file is damaged. Please save it anew.");
        }
    }

    private static void name(String name, Set<String> names) throws RefusedFile {
        String lower = name.toLowerCase(Locale.ROOT);
        if (name.startsWith("/") || name.contains("\\") || name.contains("..") || name.contains(":")) {
            throw new RefusedFile("The file has parts that want to be written elsewhere. It is not taken.");
        }
        if (!names.add(lower)) {
            throw new RefusedFile("The file has the same part twice. Please save it anew.");
        }
        if (lower.contains("vbaproject") || lower.contains("activex") || lower.contains("/macrosheets/")) {
            throw new RefusedFile("Files with macros are not taken. Please save it without macros.");
        }
        if (lower.contains("/embeddings/")) {
            throw new RefusedFile("The file has other files inside. Please remove them.");
        }
    }

    /** @return how large it is */
    private static long unpack(ZipFile zip, ZipEntry entry, long allowed) throws IOException, RefusedFile {
        boolean isMarkup = entry.getName().endsWith(".xml") || entry.getName().endsWith(".rels");
        byte[] buffer = new byte[BUFFER];
        String before = "";
        long size = 0;
        try (InputStream stream = zip.getInputStream(entry)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                size += read;
                if (size > allowed || (size > SMALL && size > MOST_RATIO * Math.max(1, entry.getCompressedSize()))) {
                    throw new RefusedFile("The file unpacks to far more than it should. It is not taken.");
                }
                if (isMarkup) {
                    before = lookForEntities(buffer, read, before);
                }
            }
        }
        return size;
    }

    /** Office writes no document types; who does wants entities to be resolved. In UTF-16 every other byte is zero. */
    private static String lookForEntities(byte[] buffer, int read, String before) throws RefusedFile {
        String markup = before + new String(buffer, 0, read, StandardCharsets.ISO_8859_1).replace("\0", "");
        String upper = markup.toUpperCase(Locale.ROOT);
        if (upper.contains("<!DOCTYPE") || upper.contains("<!ENTITY")) {
            throw new RefusedFile("The file wants other files to be read in. It is not taken.");
        }
        return markup.substring(Math.max(0, markup.length() - 16));
    }
}
