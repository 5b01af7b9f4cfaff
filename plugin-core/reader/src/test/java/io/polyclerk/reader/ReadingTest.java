package io.polyclerk.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.documents.DocumentReader;
import io.polyclerk.ai.documents.DocumentReader.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as sellers send them and as attackers make them, read in a process of their own. */
class ReadingTest {

    private static final DocumentReader READER =
            new DocumentReader(System.getProperty("java.class.path"), Duration.ofMinutes(2));

    @TempDir
    private Path folder;

    @Test
    void everyKindOfFileOfTheSampleShopIsRead() throws Exception {
        for (String language : List.of("en", "zh")) {
            for (Path file : SampleFiles.write(language, Files.createDirectories(folder.resolve(language)))) {
                assertThat(read(file)).as(file.toString()).isInstanceOf(Outcome.Read.class);
            }
        }
        assertThat(text(folder.resolve("en").resolve("faq.docx"))).contains("## Paying\nWe take Visa");
        assertThat(text(folder.resolve("en").resolve("sizes.xlsx"))).contains("Shoe size EU: 42; Shoe size UK: 8");
        assertThat(text(folder.resolve("en").resolve("care.html")))
                .contains("# Care")
                .doesNotContain("alert", "color");
        assertThat(text(folder.resolve("en").resolve("warranty.pdf"))).contains("24 months");
        assertThat(text(folder.resolve("en").resolve("clothes.csv")))
                .contains("Garment: Linen shirt; Size: L; Chest: 103-109 cm");
    }

    @Test
    void whatAPageBreaksIsPutTogetherAndWhatItsWriterBrokeIsNot() throws Exception {
        Path file = folder.resolve("a.pdf");
        SampleFiles.pdf(
                List.of(
                        "## What is covered",
                        "All products have a warranty of 24 months from the day of delivery, and it covers faults of material"
                                + " and of manufacture in every country to which we deliver.",
                        "Knives",
                        "For life."),
                file);
        assertThat(text(file))
                .contains("What is covered\nAll products", "faults of material and of manufacture")
                .contains("Knives\n");
    }

    @Test
    void aTableIsReadByTheSignThatItsFirstLineHasMost() throws Exception {
        Path file = folder.resolve("a.csv");
        Files.writeString(file, "Ort;Preis\nBerlin, Mitte;4,90\nHamburg;6,90\n");
        assertThat(text(file)).contains("Ort: Berlin, Mitte; Preis: 4,90");
        Path broken = folder.resolve("b.csv");
        Files.writeString(broken, "a,b\n\"never closed,1\n");
        assertThat(text(broken)).contains("never closed");
    }

    @Test
    void progressIsToldWhileAFileIsRead() throws Exception {
        List<Integer> progress = new ArrayList<>();
        Path file = folder.resolve("a.txt");
        Files.writeString(file, "Open from nine to five.");
        READER.read(file, "a.txt", progress::add);
        assertThat(progress).contains(10);
    }

    @Test
    void anEntityThatReadsAFileOfTheServerIsRefused() throws Exception {
        Path secret = folder.resolve("secret.txt");
        Files.writeString(secret, "the-secret");
        String markup = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"" + secret.toUri()
                + "\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p>"
                + "<w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>";
        Path utf8 = changed(Map.of("word/document.xml", markup.getBytes(StandardCharsets.UTF_8)));
        assertThat(refusal(utf8)).contains("other files to be read in");
        Path utf16 = changed(Map.of("word/document.xml", markup.getBytes(StandardCharsets.UTF_16)));
        assertThat(refusal(utf16)).contains("other files to be read in");
    }

    @Test
    void macrosAreRefusedUnderAnyName() throws Exception {
        assertThat(refusal(changed(Map.of("word/vbaProject.bin", new byte[] {1, 2, 3}))))
                .contains("macros");
        Path docm = folder.resolve("a.docm");
        Files.copy(plainDocx(), docm);
        assertThat(refusal(docm)).contains("macros");
    }

    @Test
    void anEntryThatClimbsOutOfItsFolderIsRefused() throws Exception {
        assertThat(refusal(changed(Map.of("../../evil.sh", new byte[] {1})))).contains("elsewhere");
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws Exception {
        assertThat(refusal(changed(Map.of("word/media/a.xml", new byte[64 * 1024 * 1024]))))
                .contains("far more");
    }

    @Test
    void formsOfTheXfaKindAreRefused() throws Exception {
        Path file = folder.resolve("form.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            COSDictionary form = new COSDictionary();
            form.setItem(
                    COSName.XFA,
                    new COSString("<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/hostname'>]><xdp>&y;</xdp>"));
            document.getDocumentCatalog().getCOSObject().setItem(COSName.ACRO_FORM, form);
            document.save(file.toFile());
        }
        assertThat(refusal(file)).contains("XFA");
    }

    @Test
    void aFileThatIsTwoThingsAtOnceIsRefused() throws Exception {
        Path pdf = folder.resolve("a.pdf");
        SampleFiles.pdf(List.of("Hello"), pdf);
        Path both = folder.resolve("both.pdf");
        try (OutputStream out = Files.newOutputStream(both)) {
            out.write(Files.readAllBytes(pdf));
            out.write(Files.readAllBytes(plainDocx()));
        }
        assertThat(refusal(both)).contains("at once");
    }

    @Test
    void aNameThatItsContentContradictsIsRefused() throws Exception {
        Path file = folder.resolve("a.pdf");
        Files.copy(plainDocx(), file);
        assertThat(refusal(file)).contains("Archives are not taken");
        Path script = folder.resolve("b.txt");
        Files.writeString(script, "<html><script>alert(1)</script></html>");
        assertThat(refusal(script)).contains("something else");
    }

    @Test
    void lockedDamagedAndEmptyFilesAreRefusedWithAReason() throws Exception {
        Path locked = folder.resolve("locked.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(locked.toFile());
        }
        assertThat(refusal(locked)).contains("password");
        Path damaged = folder.resolve("damaged.docx");
        Files.write(damaged, java.util.Arrays.copyOf(Files.readAllBytes(plainDocx()), 700));
        assertThat(refusal(damaged)).contains("damaged");
        Path empty = folder.resolve("empty.txt");
        Files.createFile(empty);
        assertThat(refusal(empty)).contains("empty");
        Path program = folder.resolve("program.csv");
        Files.write(program, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0});
        assertThat(refusal(program)).contains("not read");
    }

    @Test
    void aReaderThatTakesTooLongIsKilled() throws Exception {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, "Hello");
        DocumentReader hurried = new DocumentReader(System.getProperty("java.class.path"), Duration.ofMillis(5));
        assertThat(hurried.read(file, "a.txt", percent -> {})).isInstanceOf(Outcome.Refused.class);
    }

    private Path plainDocx() throws IOException {
        Path file = folder.resolve("plain.docx");
        if (!Files.exists(file)) {
            SampleFiles.docx(List.of("# Hello", "World"), file);
        }
        return file;
    }

    /** A sound document with parts put in or replaced. */
    private Path changed(Map<String, byte[]> parts) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(plainDocx().toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                all.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        all.putAll(parts);
        Path file = Files.createTempFile(folder, "changed", ".docx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> part : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return file;
    }

    private static Outcome read(Path file) throws InterruptedException {
        return READER.read(file, file.getFileName().toString(), percent -> {});
    }

    private static String text(Path file) throws InterruptedException {
        return read(file) instanceof Outcome.Read read ? read.text() : "refused";
    }

    private static String refusal(Path file) throws InterruptedException {
        return read(file) instanceof Outcome.Refused refused ? refused.reason() : "read";
    }
}
