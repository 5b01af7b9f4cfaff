package io.polyclerk.server.wiring;

import io.polyclerk.ai.speech.SpeechProcess;
import io.polyclerk.ai.vision.VisionProcess;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.media.SpeechToText;
import io.polyclerk.server.setting.DataFolder;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What listens and looks. Nothing of it is started, or takes memory, before the first file comes. */
final class Senses implements AutoCloseable {

    /** The first note after a pause also waits for the process and its model. */
    private static final Duration LONGEST_LISTENING = Duration.ofSeconds(45);

    private static final Duration IDLE = Duration.ofMinutes(5);

    private static final Duration LONGEST_LOOKING = Duration.ofSeconds(30);

    private final SpeechProcess speech;
    private final VisionProcess photos;

    Senses(DataFolder data, ConnectionRegistry connections, Clock clock) {
        photos = new VisionProcess(
                classPath(),
                data.folder("catalogues"),
                data.folder("logs").resolve("vision.log"),
                connections,
                clock,
                LONGEST_LOOKING,
                IDLE);
        speech = new SpeechProcess(classPath(), data.folder("logs").resolve("speech.log"), LONGEST_LISTENING, IDLE);
    }

    SpeechToText speech() {
        return speech;
    }

    VisionProcess photos() {
        return photos;
    }

    /** The libraries of the application and those that only the side processes need. */
    private static List<String> classPath() {
        String server = System.getProperty("server.config.dir");
        if (server == null) {
            return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        }
        return List.of(
                Path.of(server, "senses").resolve("*").toString(),
                ownLibraries().resolve("*").toString());
    }

    private static Path ownLibraries() {
        try {
            Path jar = Path.of(SpeechProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolveSibling("");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        speech.close();
        photos.close();
    }
}
