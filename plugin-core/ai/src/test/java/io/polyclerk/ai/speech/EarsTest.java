package io.polyclerk.ai.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.side.SideProcess;
import io.polyclerk.ai.speech.SimulatedSpeech.Day;
import io.polyclerk.core.ladder.Spending;
import io.polyclerk.core.media.SpeechToText.Heard;
import io.polyclerk.core.media.SpeechToText.Question;
import io.polyclerk.core.media.SpeechToText.Reason;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real process beside a simulated endpoint. */
class EarsTest {

    private static final Question ENGLISH = new Question("demo", "en");

    @TempDir
    private Path folder;

    private SimulatedSpeech server;
    private SpeechProcess embedded;
    private Ears ears;

    @BeforeEach
    void start() throws IOException {
        server = new SimulatedSpeech();
        embedded = new SpeechProcess(
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator)),
                folder.resolve("models"),
                new SideProcess.Traces(folder.resolve("speech.log"), folder.resolve("temporary")),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5));
        SpeechEndpoint endpoint = new SpeechEndpoint(
                new SpeechSettings(server.address(), SimulatedSpeech.KEY, "whisper-1", 0),
                Spending.UNLIMITED,
                Clock.systemUTC(),
                Duration.ofSeconds(5));
        ears = new Ears(embedded, Optional.of(endpoint));
    }

    @AfterEach
    void stop() {
        embedded.close();
        server.close();
    }

    @Test
    void theEndpointIsAskedFirstAndGetsDecodedSoundOnly() throws IOException {
        server.then(new Day.Hears("{\"text\":\"wo ist meine Bestellung?\"}"));

        assertThat(ears.transcribe(note(), ENGLISH))
                .isEqualTo(new Heard.Words("wo ist meine Bestellung?", "en", "whisper-1"));
        assertThat(server.requests.get(0)).contains("RIFF").doesNotContain("OggS");
    }

    @Test
    void theEmbeddedEngineStandsInForAnEndpointThatFails() throws IOException {
        server.then(new Day.Answers(500, "{}"));

        assertThat(ears.transcribe(note(), ENGLISH))
                .isInstanceOfSatisfying(
                        Heard.Words.class, words -> assertThat(words.engine()).isEqualTo("sphinx-shop-grammar"));
    }

    @Test
    void aModelThatBringsDownItsEngineIsTriedTwiceAndThenLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("models"));
        Files.writeString(folder.resolve("models").resolve("ggml-tiny.bin"), "lmgg and no weights");

        for (int i = 0; i < 2; i++) {
            assertThat(embedded.local(note(), ENGLISH))
                    .hasValueSatisfying(heard -> assertThat(heard).isInstanceOf(Heard.Refused.class));
        }
        assertThat(embedded.local(note(), ENGLISH)).isEmpty();
        assertThat(ears.transcribe(note(), ENGLISH)).isInstanceOf(Heard.Words.class);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void whatIsNoSoundIsSentNowhere() {
        assertThat(ears.transcribe("%PDF-1.7".getBytes(java.nio.charset.StandardCharsets.US_ASCII), ENGLISH))
                .isInstanceOfSatisfying(
                        Heard.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_FORMAT));
        assertThat(server.requests).isEmpty();
    }

    private static byte[] note() throws IOException {
        try (InputStream stream = EarsTest.class.getResourceAsStream("/speech/where-is-my-order.ogg")) {
            return stream.readAllBytes();
        }
    }
}
