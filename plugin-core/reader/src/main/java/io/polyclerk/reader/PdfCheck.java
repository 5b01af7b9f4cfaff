package io.polyclerk.reader;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;

/** Looks a PDF over before its text is taken. */
final class PdfCheck {

    private static final int MOST_PAGES = 500;
    private static final int TAIL = 66_000;

    private PdfCheck() {}

    /** @return how many pages it has */
    static int check(Path file) throws IOException, RefusedFile {
        notAnArchiveToo(file);
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            if (document.isEncrypted()) {
                throw new RefusedFile("The file is protected by a password. Please save it without one.");
            }
            if (document.getNumberOfPages() > MOST_PAGES) {
                throw new RefusedFile("The file has more than " + MOST_PAGES + " pages. Please split it.");
            }
            PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
            if (form != null && form.hasXFA()) {
                throw new RefusedFile("Forms of the XFA kind are not taken. Please print the file to a plain PDF.");
            }
            if (document.getDocumentCatalog().getNames() != null
                    && document.getDocumentCatalog().getNames().getEmbeddedFiles() != null) {
                throw new RefusedFile("The file has other files inside. Please remove them.");
            }
            return document.getNumberOfPages();
        } catch (InvalidPasswordException locked) {
            throw new RefusedFile("The file is protected by a password. Please save it without one.");
        }
    }

    /** A file that is two things at once is meant to fool somebody. */
    private static void notAnArchiveToo(Path file) throws IOException, RefusedFile {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, content.length())];
            content.seek(content.length() - tail.length);
            content.readFully(tail);
            if (new String(tail, StandardCharsets.ISO_8859_1).contains("PK\u0005\u0006")) {
                throw new RefusedFile("The file is a PDF and an archive at once. It is not taken.");
            }
        }
    }
}
