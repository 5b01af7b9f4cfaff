package io.polyclerk.adapter.samplestore;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProductPicturesTest {

    private static final Path FOLDER = Path.of("src/main/resources/pictures");

    @BeforeAll
    static void updateWhenAsked() throws IOException {
        if (Boolean.getBoolean("sample.update")) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, BufferedImage> picture :
                    ProductPictures.drawAll().entrySet()) {
                ImageIO.write(
                        picture.getValue(),
                        "png",
                        FOLDER.resolve(picture.getKey() + ".png").toFile());
            }
        }
    }

    @Test
    void everyProductHasItsPictureAndThereIsNoOther() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(SampleShop.products().stream()
                            .map(product -> product.getString("sku") + ".png")
                            .toList());
        }
    }

    @Test
    void picturesAreSmall() throws IOException {
        long total = 0;
        for (JsonObject product : SampleShop.products()) {
            long bytes = Files.size(FOLDER.resolve(product.getString("sku") + ".png"));
            assertThat(bytes).isLessThan(60_000);
            total += bytes;
        }
        assertThat(total).isLessThan(2_500_000);
    }

    @Test
    void drawingAgainGivesTheCommittedPictures() throws IOException {
        for (Map.Entry<String, BufferedImage> drawn : ProductPictures.drawAll().entrySet()) {
            BufferedImage committed =
                    ImageIO.read(FOLDER.resolve(drawn.getKey() + ".png").toFile());
            assertThat(committed.getWidth()).isEqualTo(ProductPictures.SIZE);
            assertThat(committed.getHeight()).isEqualTo(ProductPictures.SIZE);
            assertThat(difference(drawn.getValue(), committed))
                    .as("mean difference of a colour of %s", drawn.getKey())
                    .isLessThan(0.5);
        }
    }

    @Test
    void noTwoPicturesAreAlike() {
        Map<String, BufferedImage> pictures = new HashMap<>(ProductPictures.drawAll());
        pictures.forEach((sku, picture) -> pictures.forEach((otherSku, other) -> {
            if (!sku.equals(otherSku)) {
                assertThat(difference(picture, other))
                        .as("%s and %s", sku, otherSku)
                        .isGreaterThan(8);
            }
        }));
    }

    /** Mean over every fourth pixel, from 0 to 255. */
    private static double difference(BufferedImage first, BufferedImage second) {
        long sum = 0;
        long count = 0;
        for (int y = 0; y < ProductPictures.SIZE; y += 4) {
            for (int x = 0; x < ProductPictures.SIZE; x += 4) {
                int one = first.getRGB(x, y);
                int two = second.getRGB(x, y);
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs((one >> shift & 255) - (two >> shift & 255));
                    count++;
                }
            }
        }
        return (double) sum / count;
    }
}
