package io.polyclerk.ai.vision;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.opencv.core.CvType;
import org.opencv.core.KeyPoint;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfKeyPoint;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * The products of one merchant as pictures: their features and the pictures themselves, kept in a folder, one file a picture. A file that
 * cannot be read is computed again.
 */
final class Catalogue {

    /** Longest side of a kept picture, in pixels. */
    static final int SIDE = 960;

    private static final int FORMAT = 0x50434603;
    private static final String ENDING = ".features";
    private static final int DESCRIPTOR = 128;

    private final Path folder;
    private final List<Entry> entries = new ArrayList<>();

    /** A product's picture, read from its file when it is needed: all of them at once would fill the memory. @param at where in the file it is */
    record Entry(String key, String productId, String sku, String title, Features features, Path file, long at) {

        /** Whether a SKU of the product itself, or of one of its variants, is meant. */
        boolean isOf(String wanted) {
            String lower = wanted.strip().toLowerCase(Locale.ROOT);
            String own = sku.toLowerCase(Locale.ROOT);
            return !own.isEmpty() && (lower.equals(own) || lower.startsWith(own + "-") || own.startsWith(lower + "-"));
        }

        Mat picture(Scope scope) throws IOException {
            try (InputStream stream = Files.newInputStream(file)) {
                stream.skipNBytes(at);
                Mat picture = scope.keep(
                        Imgcodecs.imdecode(scope.keep(new MatOfByte(stream.readAllBytes())), Imgcodecs.IMREAD_COLOR));
                if (picture.empty()) {
                    throw new IOException("the picture of a product is damaged: " + file.getFileName());
                }
                return picture;
            }
        }
    }

    Catalogue(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                read(file);
            }
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** Learns a picture. @param key of letters, digits and hyphens; changes when the picture does */
    void learn(String key, String productId, String sku, String title, byte[] picture)
            throws IOException, PhotoFile.Unreadable {
        try (Scope scope = new Scope()) {
            PhotoFile.Decoded decoded = PhotoFile.decode(picture, SIDE, scope);
            MatOfByte png = scope.keep(new MatOfByte());
            Imgcodecs.imencode(".png", decoded.picture(), png);
            // Its points outlive this block.
            Features features = Features.of(decoded.picture(), Features.CATALOGUE_POINTS, new Scope());
            Entry entry = write(new Entry(key, productId, sku, title, features, file(key), 0), png.toArray());
            forget(productId);
            entries.add(entry);
        }
    }

    /** Another picture of the same product is out of date. */
    private void forget(String productId) throws IOException {
        for (Entry old : List.copyOf(entries)) {
            if (old.productId().equals(productId)) {
                entries.remove(old);
                old.features().points().release();
                old.features().descriptors().release();
            }
        }
    }

    private Path file(String key) {
        return folder.resolve(key + ENDING);
    }

    private Entry write(Entry entry, byte[] png) throws IOException {
        Path part = folder.resolve(entry.key() + ".part");
        KeyPoint[] points = entry.features().points().toArray();
        byte[] descriptors = new byte[points.length * DESCRIPTOR];
        try (Scope scope = new Scope();
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
            if (points.length > 0) {
                Mat small = scope.mat();
                entry.features().descriptors().convertTo(small, CvType.CV_8U);
                small.get(0, 0, descriptors);
            }
            out.writeInt(FORMAT);
            out.writeUTF(entry.productId());
            out.writeUTF(entry.sku());
            out.writeUTF(entry.title());
            out.writeInt(points.length);
            for (KeyPoint point : points) {
                out.writeFloat((float) point.pt.x);
                out.writeFloat((float) point.pt.y);
            }
            out.write(descriptors);
            out.writeInt(png.length);
            long at = out.size();
            out.write(png);
            out.flush();
            Files.move(part, entry.file(), StandardCopyOption.REPLACE_EXISTING);
            return new Entry(
                    entry.key(), entry.productId(), entry.sku(), entry.title(), entry.features(), entry.file(), at);
        }
    }

    private void read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != FORMAT) {
                return;
            }
            String productId = in.readUTF();
            String sku = in.readUTF();
            String title = in.readUTF();
            KeyPoint[] points = new KeyPoint[in.readInt()];
            for (int i = 0; i < points.length; i++) {
                points[i] = new KeyPoint(in.readFloat(), in.readFloat(), 1);
            }
            byte[] descriptors = new byte[points.length * DESCRIPTOR];
            in.readFully(descriptors);
            int picture = in.readInt();
            Mat floats = new Mat();
            if (points.length > 0) {
                Mat small = new Mat(points.length, DESCRIPTOR, CvType.CV_8U);
                small.put(0, 0, descriptors);
                small.convertTo(floats, CvType.CV_32F);
                small.release();
            }
            String name = file.getFileName().toString();
            entries.add(new Entry(
                    name.substring(0, name.length() - ENDING.length()),
                    productId,
                    sku,
                    title,
                    new Features(new MatOfKeyPoint(points), floats),
                    file,
                    Files.size(file) - picture));
        } catch (IOException | RuntimeException broken) {
            Files.deleteIfExists(file);
        }
    }
}
