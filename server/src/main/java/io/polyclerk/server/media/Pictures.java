package io.polyclerk.server.media;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Makes new pictures of what shoppers send: upright, of bounded size, and without anything but what can be seen, such as the place
 * where they were taken or something hidden behind them. Thread-safe.
 */
public final class Pictures {

    /** What is looked at; anything else is only handed out as a file. */
    private static final Set<String> TYPES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp");

    private static final long MOST_PIXELS = 50_000_000;
    private static final int LONGEST_SIDE = 1600;
    private static final int UPRIGHT = 1;

    /** Decoding takes memory, so it is done one by one. */
    private final Semaphore turn = new Semaphore(1);

    /** Whether a file of this type can be shown as a picture. */
    public boolean isPicture(String contentType) {
        return TYPES.contains(contentType);
    }

    /** @return a JPEG; empty when the content is no picture, broken, or of more pixels than are decoded */
    public Optional<byte[]> redrawn(byte[] content, String contentType) throws InterruptedException {
        if (!isPicture(contentType)) {
            return Optional.empty();
        }
        turn.acquire();
        try {
            return drawn(content, contentType);
        } catch (IOException | RuntimeException broken) {
            // Decoders throw whatever they like at hostile pictures; none of it is a fault of ours.
            System.getLogger(Pictures.class.getName())
                    .log(System.Logger.Level.DEBUG, "a picture could not be decoded", broken);
            return Optional.empty();
        } finally {
            turn.release();
        }
    }

    private static Optional<byte[]> drawn(byte[] content, String contentType) throws IOException {
        ImageReader reader = reader(contentType);
        try (ImageInputStream stream = new ByteArrayImageInputStream(content)) {
            reader.setInput(stream, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MOST_PIXELS) {
                return Optional.empty();
            }
            ImageReadParam reading = reader.getDefaultReadParam();
            // What is much too large is not even decoded in full.
            int step = Math.max(1, Math.max(width, height) / LONGEST_SIDE);
            reading.setSourceSubsampling(step, step, 0, 0);
            BufferedImage decoded = reader.read(0, reading);
            int orientation = contentType.equals("image/jpeg") ? orientation(content) : UPRIGHT;
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(upright(decoded, orientation), "jpg", jpeg);
            return Optional.of(jpeg.toByteArray());
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(String contentType) throws IOException {
        if (contentType.equals("image/webp")) {
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(contentType);
        if (!readers.hasNext()) {
            throw new IOException("no decoder for " + contentType);
        }
        return readers.next();
    }

    /** How a camera was held, from 1 (upright) to 8. */
    private static int orientation(byte[] jpeg) {
        try {
            List<JPEGSegment> segments =
                    JPEGSegmentUtil.readSegments(new ByteArrayImageInputStream(jpeg), JPEG.APP1, "Exif");
            if (segments.isEmpty()) {
                return UPRIGHT;
            }
            byte[] exif = segments.get(0).data().readAllBytes();
            // One byte of padding comes before the directory.
            ImageInputStream directory = new ByteArrayImageInputStream(exif, 1, exif.length - 1);
            Directory read = new TIFFReader().read(directory);
            Directory first = read instanceof CompoundDirectory compound ? compound.getDirectory(0) : read;
            Entry entry = first.getEntryById(TIFF.TAG_ORIENTATION);
            int value = entry != null && entry.getValue() instanceof Number number ? number.intValue() : UPRIGHT;
            return value >= 1 && value <= 8 ? value : UPRIGHT;
        } catch (IOException | RuntimeException unreadable) {
            return UPRIGHT;
        }
    }

    private static BufferedImage upright(BufferedImage picture, int orientation) {
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(picture.getWidth(), picture.getHeight()));
        int width = (int) Math.max(1, Math.round(picture.getWidth() * scale));
        int height = (int) Math.max(1, Math.round(picture.getHeight() * scale));
        boolean turned = orientation > 4;
        BufferedImage drawn =
                new BufferedImage(turned ? height : width, turned ? width : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawn.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, drawn.getWidth(), drawn.getHeight());
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.transform(turning(orientation, width, height));
        pen.drawImage(picture, 0, 0, width, height, null);
        pen.dispose();
        return drawn;
    }

    /** As the Exif standard numbers them: mirrored, turned, or both. */
    private static AffineTransform turning(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
