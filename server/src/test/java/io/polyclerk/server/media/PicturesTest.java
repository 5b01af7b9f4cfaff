package io.polyclerk.server.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {

    private final Pictures pictures = new Pictures();

    @Test
    void aPhotographThatWasTakenSidewaysIsShownUprightAndWithoutItsPlace() throws Exception {
        byte[] sideways = withExif(picture(40, 20, "jpg"), 6);
        assertThat(new String(sideways, StandardCharsets.ISO_8859_1)).contains("GPS: 52.5");

        byte[] shown = pictures.redrawn(sideways, "image/jpeg").orElseThrow();

        assertThat(new String(shown, StandardCharsets.ISO_8859_1)).doesNotContain("GPS", "Exif");
        BufferedImage upright = ImageIO.read(new ByteArrayInputStream(shown));
        assertThat(upright.getWidth()).isEqualTo(20);
        assertThat(upright.getHeight()).isEqualTo(40);
        // The red half was on the left of the camera's picture: turned clockwise it is on top.
        assertThat(new Color(upright.getRGB(10, 5)).getRed()).isGreaterThan(200);
        assertThat(new Color(upright.getRGB(10, 35)).getRed()).isLessThan(60);
    }

    @Test
    void aHugePictureIsMadeSmaller() throws Exception {
        byte[] shown = pictures.redrawn(picture(5000, 1000, "png"), "image/png").orElseThrow();
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(shown));
        assertThat(small.getWidth()).isLessThanOrEqualTo(1600);
        assertThat(small.getHeight()).isBetween(300, 340);
    }

    @Test
    void aBombOfPixelsIsNotDecoded() throws Exception {
        byte[] bomb = picture(2, 2, "png");
        ByteBuffer header = ByteBuffer.wrap(bomb);
        header.putInt(16, 60_000).putInt(20, 60_000);
        CRC32 crc = new CRC32();
        crc.update(bomb, 12, 17);
        header.putInt(29, (int) crc.getValue());
        assertThat(pictures.redrawn(bomb, "image/png")).isEmpty();
    }

    @Test
    void aStickerIsDecoded() throws Exception {
        // One green pixel in lossless WebP.
        byte[] webp = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
        assertThat(pictures.redrawn(webp, "image/webp")).isPresent();
    }

    @Test
    void whatIsNoPictureIsLeftAlone() throws Exception {
        assertThat(pictures.redrawn("<svg/>".getBytes(StandardCharsets.UTF_8), "image/svg+xml"))
                .isEmpty();
        byte[] cut = java.util.Arrays.copyOf(picture(40, 20, "png"), 40);
        assertThat(pictures.redrawn(cut, "image/png")).isEmpty();
    }

    /** Red on the left, black on the right. */
    static byte[] picture(int width, int height, String format) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    /** Puts a directory with an orientation and some words about a place behind the beginning of a JPEG. */
    private static byte[] withExif(byte[] jpeg, int orientation) {
        byte[] words = "GPS: 52.5".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4 + words.length);
        exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0).putInt(0).put(words);
        ByteBuffer whole = ByteBuffer.allocate(jpeg.length + exif.capacity() + 4);
        whole.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (exif.capacity() + 2));
        whole.put(exif.array()).put(jpeg, 2, jpeg.length - 2);
        return whole.array();
    }
}
