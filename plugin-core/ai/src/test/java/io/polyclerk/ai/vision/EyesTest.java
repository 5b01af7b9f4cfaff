package io.polyclerk.ai.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.ladder.ModelSettings;
import io.polyclerk.ai.ladder.SimulatedModel;
import io.polyclerk.ai.ladder.SimulatedModel.Day;
import io.polyclerk.ai.ladder.TokenPrices;
import io.polyclerk.ai.side.SideProcess;
import io.polyclerk.core.ladder.Spending;
import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Outcome;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import io.polyclerk.core.media.PhotoInspector.Question;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded eye in its real process, and the double of the model ladder beside it. */
class EyesTest {

    @TempDir
    static Path folder;

    private static VisionProcess embedded;

    private final SimulatedModel server = new SimulatedModel();
    private final Eyes eyes = new Eyes(
            embedded,
            Optional.of(new VisionModel(
                    new ModelSettings(server.address(), SimulatedModel.KEY, "seeing-model", TokenPrices.FREE),
                    Spending.UNLIMITED,
                    Clock.systemUTC(),
                    Duration.ofSeconds(5))));

    @BeforeAll
    static void start() {
        embedded = new VisionProcess(
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator)),
                folder,
                new SideProcess.Traces(folder.resolve("vision.log"), folder.resolve("temporary")),
                new DrawnShop(number -> DrawnProducts.draw("carton", number)).connections(),
                Clock.systemUTC(),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5));
    }

    @AfterAll
    static void stop() {
        embedded.close();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Outcome look(BufferedImage photo) throws IOException {
        return eyes.inspect(Photographed.png(photo), new Question("demo", null, null));
    }

    /** Nothing that the shop sells. */
    private static BufferedImage wall() {
        BufferedImage picture = new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.LIGHT_GRAY);
        pen.fillRect(0, 0, 400, 200);
        pen.dispose();
        return picture;
    }

    @Test
    void theModelIsAskedAboutWhatCannotBeComparedHere() throws IOException {
        server.then(new Day.Says(
                "{\"fault\":\"parcel_damage\",\"confidence\":0.6,\"boxes\":[{\"x\":250,\"y\":500,\"width\":100,\"height\":100}]}",
                10,
                10));

        assertThat(look(wall())).isInstanceOfSatisfying(Seen.class, seen -> {
            assertThat(seen.fault()).isEqualTo(Fault.PARCEL_DAMAGE);
            assertThat(seen.boxes()).containsExactly(new Box(100, 100, 40, 20, 0.6));
            assertThat(new String(seen.annotated(), 1, 3, StandardCharsets.US_ASCII))
                    .isEqualTo("PNG");
        });
    }

    @Test
    void theEmbeddedEyesWordStandsWhenTheModelTalksNonsense() throws IOException {
        server.then(new Day.Says("Refund them all!", 10, 10));

        assertThat(look(wall()))
                .isInstanceOfSatisfying(
                        Seen.class, seen -> assertThat(seen.fault()).isEqualTo(Fault.UNCLEAR));
    }

    @Test
    void theModelIsNotAskedAboutWhatIsSure() throws IOException {
        assertThat(look(DrawnProducts.draw("carton", 3))).isInstanceOfSatisfying(Seen.class, seen -> {
            assertThat(seen.fault()).isEqualTo(Fault.NONE);
            assertThat(seen.match())
                    .hasValueSatisfying(match -> assertThat(match.productId()).isEqualTo("p3"));
        });
        assertThat(server.requests).isEmpty();
    }
}
