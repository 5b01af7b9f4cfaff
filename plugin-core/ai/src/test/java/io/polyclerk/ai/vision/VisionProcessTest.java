package io.polyclerk.ai.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.side.SideProcess;
import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Outcome;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import io.polyclerk.core.media.PhotoInspector.Question;
import io.polyclerk.core.media.PhotoInspector.Reason;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Rect;

/** With the real process and pictures that are drawn here. */
class VisionProcessTest {

    @TempDir
    static Path folder;

    private static VisionProcess vision;

    @BeforeAll
    static void start() {
        List<String> classPath =
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        vision = new VisionProcess(
                classPath,
                folder,
                new SideProcess.Traces(folder.resolve("vision.log"), folder.resolve("temporary")),
                new DrawnShop(VisionProcessTest::drawn).connections(),
                Clock.systemUTC(),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5));
    }

    @AfterAll
    static void stop() {
        vision.close();
    }

    @Test
    void cleanPhotoShowsItsProductAndNoFault() throws IOException {
        Seen seen = (Seen) look(png(drawn(3)));

        assertThat(seen.match())
                .hasValueSatisfying(match -> assertThat(match.productId()).isEqualTo("p3"));
        assertThat(seen.fault()).isEqualTo(Fault.NONE);
        assertThat(vision.progress("demo").known()).isEqualTo(DrawnShop.PRODUCTS);
    }

    @Test
    void scratchIsFoundWhereItIs() throws IOException {
        BufferedImage photo = drawn(5);
        Graphics2D pen = photo.createGraphics();
        pen.setColor(Color.WHITE);
        pen.setStroke(new BasicStroke(4));
        pen.drawLine(200, 300, 300, 340);
        pen.dispose();

        Seen seen = (Seen) look(png(photo));

        assertThat(seen.fault().isFault()).isTrue();
        assertThat(seen.boxes().get(0)).satisfies(box -> {
            assertThat(box.x()).isBetween(190, 215);
            assertThat(box.y()).isBetween(288, 310);
            assertThat(box.width()).isBetween(80, 125);
        });
        assertThat(new String(seen.annotated(), 1, 3, StandardCharsets.US_ASCII))
                .isEqualTo("PNG");
    }

    @Test
    void scratchIsFollowedOverSeveralColoursAndToItsFaintEnd() throws IOException {
        BufferedImage photo = drawn(3);
        Graphics2D pen = photo.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setStroke(new BasicStroke(2));
        for (int i = 0; i < 60; i++) {
            pen.setColor(new Color(20, 20, 20, i < 25 ? 255 : 60));
            pen.draw(new Line2D.Double(120 + 6.0 * i, 180 + 3.0 * i, 126 + 6.0 * i, 183 + 3.0 * i));
        }
        pen.dispose();
        grain(photo);

        Seen seen = (Seen) look(png(photo));

        assertThat(seen.fault().isFault()).isTrue();
        assertThat(seen.boxes())
                .first()
                .satisfies(box -> assertThat(overlap(box, 119, 179, 362, 183)).isGreaterThan(0.8));
    }

    @Test
    void productThatIsAllWhiteInTheLightHasNoFault() throws IOException {
        BufferedImage photo = drawn(7);
        new RescaleOp(4, 0, null).filter(photo, photo);

        assertThat(((Seen) look(png(photo))).fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void scratchOnAPhotoThatWasMadeSmallerWithoutCareIsFound() throws IOException {
        BufferedImage photo = drawn(4);
        Graphics2D pen = photo.createGraphics();
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(3));
        pen.drawLine(180, 240, 340, 330);
        pen.dispose();
        BufferedImage smaller = new BufferedImage(470, 470, BufferedImage.TYPE_INT_RGB);
        // Without smoothing: every edge is a little off.
        smaller.createGraphics().drawImage(photo, 0, 0, 470, 470, null);

        Seen seen = (Seen) look(png(smaller));

        assertThat(seen.fault().isFault()).isTrue();
        assertThat(seen.boxes())
                .first()
                .satisfies(box -> assertThat(overlap(box, 141, 188, 126, 72)).isGreaterThan(0.6));
    }

    /** As a camera makes it in weak light. */
    private static void grain(BufferedImage photo) {
        Random chance = new Random(7);
        for (int y = 0; y < photo.getHeight(); y++) {
            for (int x = 0; x < photo.getWidth(); x++) {
                int colour = photo.getRGB(x, y);
                int grainy = 0;
                for (int shift = 0; shift < 24; shift += 8) {
                    grainy |= (int) Math.clamp((colour >> shift & 0xFF) + 6 * chance.nextGaussian(), 0, 255) << shift;
                }
                photo.setRGB(x, y, grainy);
            }
        }
    }

    private static double overlap(Box box, int x, int y, int width, int height) {
        return FaultTraining.Overlap.of(
                new Rect(x, y, width, height), new Rect(box.x(), box.y(), box.width(), box.height()));
    }

    @Test
    void anotherProductThanTheOneThatWasNamedIsTheWrongItem() throws IOException {
        Seen seen = (Seen) vision.inspect(png(drawn(2)), new Question("demo", "SKU-7", null));

        assertThat(seen.fault()).isEqualTo(Fault.WRONG_ITEM);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThat(reason(new byte[0])).isEqualTo(Reason.EMPTY);
        assertThat(reason("PK\u0003\u0004 an archive".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(Reason.UNKNOWN_FORMAT);
        assertThat(reason(new byte[VisionProcess.LARGEST + 1])).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void hugePictureIsRefusedBeforeItIsDecodedAndTheProcessGoesOn() throws IOException {
        assertThat(reason(pngThatClaims(20_000, 20_000))).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(pngThatClaims(Integer.MAX_VALUE, Integer.MAX_VALUE))).isIn(Reason.TOO_LARGE, Reason.BROKEN);

        assertThat(look(png(drawn(1)))).isInstanceOf(Seen.class);
    }

    @Test
    void truncatedAndDisturbedPicturesAreRefusedOrLookedAt() throws IOException {
        byte[] whole = png(drawn(4));
        Random chance = new Random(1);
        for (int length : new int[] {8, 20, 33, 100, whole.length / 2}) {
            assertThat(look(Arrays.copyOf(whole, length))).isNotNull();
        }
        for (int i = 0; i < 20; i++) {
            byte[] disturbed = whole.clone();
            disturbed[chance.nextInt(disturbed.length)] ^= (byte) (1 << chance.nextInt(8));
            assertThat(look(disturbed)).isNotNull();
        }
        assertThat(look(whole)).isInstanceOf(Seen.class);
    }

    @Test
    void whatHidesBehindAPictureIsNotInTheAnnotatedOne() throws IOException {
        BufferedImage photo = drawn(6);
        Graphics2D pen = photo.createGraphics();
        pen.setColor(Color.BLACK);
        pen.fillOval(250, 250, 60, 50);
        pen.dispose();
        ByteArrayOutputStream polyglot = new ByteArrayOutputStream();
        polyglot.write(png(photo));
        polyglot.write("PK\u0003\u0004<script>alert(1)</script>".getBytes(StandardCharsets.ISO_8859_1));

        Seen seen = (Seen) look(polyglot.toByteArray());

        assertThat(new String(seen.annotated(), StandardCharsets.ISO_8859_1)).doesNotContain("script");
    }

    private static Outcome look(byte[] photo) {
        return vision.inspect(photo, new Question("demo", null, null));
    }

    private static Reason reason(byte[] photo) {
        return look(photo) instanceof Outcome.Refused refused ? refused.reason() : null;
    }

    /** A picture with enough to hold on to, another one for each number. */
    private static BufferedImage drawn(int number) {
        Random chance = new Random(number);
        BufferedImage picture = new BufferedImage(600, 600, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(90, 110, 130));
        pen.fillRect(0, 0, 600, 600);
        for (int i = 0; i < 60; i++) {
            pen.setColor(new Color(chance.nextInt(256), chance.nextInt(256), chance.nextInt(256)));
            pen.fillRect(chance.nextInt(600), chance.nextInt(600), 10 + chance.nextInt(30), 10 + chance.nextInt(30));
        }
        pen.setColor(new Color(90, 110, 130));
        pen.fillRect(170, 230, 180, 140);
        pen.dispose();
        return picture;
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", file);
        return file.toByteArray();
    }

    private static byte[] pngThatClaims(int width, int height) {
        ByteBuffer head = ByteBuffer.allocate(17);
        head.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
        head.put(new byte[] {8, 2, 0, 0, 0});
        CRC32 check = new CRC32();
        check.update(head.array());
        ByteBuffer file = ByteBuffer.allocate(8 + 4 + 17 + 4);
        file.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(head.array());
        file.putInt((int) check.getValue());
        return file.array();
    }
}
