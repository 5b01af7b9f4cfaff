package io.polyclerk.ai.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.polyclerk.ai.side.SideProcess;
import io.polyclerk.core.media.SpeechToText;
import io.polyclerk.core.media.SpeechToText.Heard;
import io.polyclerk.core.media.SpeechToText.Reason;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the real process, real decoders and real files, spoken by espeak-ng. */
class SpeechProcessTest {

    @TempDir
    static Path folder;

    private static final SpeechToText.Question ANYONE = new SpeechToText.Question("demo", null);
    private static SpeechProcess speech;

    @BeforeAll
    static void start() {
        List<String> classPath =
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        speech = new SpeechProcess(
                classPath,
                folder.resolve("models"),
                new SideProcess.Traces(folder.resolve("speech.log"), folder.resolve("temporary")),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5));
    }

    @AfterAll
    static void stop() {
        speech.close();
        assertThat(speech.isRunning()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ogg", "wav", "mp3", "spx", "m4a", "webm"})
    void questionIsUnderstoodInEveryFormat(String format) throws IOException {
        Heard heard = speech.transcribe(file("where-is-my-order." + format), ANYONE);

        // Without ffmpeg only Ogg/Opus and WAV can be decoded; that is said, and is no failure of the others.
        if (heard instanceof Heard.Refused refused) {
            assumeThat(refused.reason()).as(refused.detail()).isNotEqualTo(Reason.NEEDS_DECODER);
        }
        // Small words get lost in coding; the question and the number must not.
        assertThat(heard).isInstanceOfSatisfying(Heard.Words.class, words -> {
            assertThat(words.text()).matches("where is (my )?order one zero zero one");
            assertThat(words.engine()).isEqualTo("sphinx-shop-grammar");
        });
    }

    @Test
    void whatIsDamagedAndWantedIsUnderstoodWithItsNumber() throws IOException {
        assertThat(speech.transcribe(file("the-screen-is-scratched.ogg"), ANYONE))
                .isInstanceOfSatisfying(
                        Heard.Words.class,
                        words -> assertThat(words.text())
                                .isEqualTo("the screen is scratched i want an exchange order one zero zero one"));
    }

    @Test
    void otherTalkIsNotTakenForAQuestion() throws IOException {
        assertThat(speech.transcribe(file("something-else.ogg"), ANYONE)).isInstanceOf(Heard.Unclear.class);
    }

    @Test
    void whatNeedsAProgramThatIsNotThereIsRefusedWithItsName() {
        AudioDecoder without = new AudioDecoder(new Ffmpeg(Optional.empty()));
        for (String start : List.of("#!AMR\n", "#!AMR-WB\n")) {
            byte[] note = Arrays.copyOf(start.getBytes(StandardCharsets.US_ASCII), 200);
            assertThatThrownBy(() -> without.decode(note))
                    .isInstanceOfSatisfying(
                            UnreadableAudioException.class,
                            unreadable -> assertThat(unreadable.refusal())
                                    .isInstanceOfSatisfying(Heard.Refused.class, refused -> {
                                        assertThat(refused.reason()).isEqualTo(Reason.NEEDS_DECODER);
                                        assertThat(refused.detail()).contains("ffmpeg");
                                    }));
        }
    }

    @Test
    void silkIsRefusedWithWhatWouldHelp() {
        byte[] silk = "\u0002#!SILK_V3 and then frames".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(speech.transcribe(silk, ANYONE)).isInstanceOfSatisfying(Heard.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.NEEDS_DECODER);
            assertThat(refused.detail()).contains("SILK", "AMR");
        });
    }

    @Test
    void whatIsNoSoundIsRefused() {
        assertThat(reasonFor(new byte[0])).isEqualTo(Reason.EMPTY);
        assertThat(reasonFor("%PDF-1.7".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo(Reason.UNKNOWN_FORMAT);
        assertThat(reasonFor(new byte[SpeechProcess.LARGEST + 1])).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void truncatedFileIsStillListenedToOrRefused() throws IOException {
        byte[] whole = file("where-is-my-order.ogg");

        for (int length : new int[] {5, 40, 100, 200, 1_000, whole.length / 2, whole.length - 1}) {
            assertThat(speech.transcribe(Arrays.copyOf(whole, length), ANYONE)).isNotNull();
        }
        assertThat(speech.transcribe(whole, ANYONE)).isInstanceOf(Heard.Words.class);
    }

    @Test
    void fileThatUnpacksToHoursIsRefusedAndTheProcessGoesOn() throws IOException {
        assertThat(reasonFor(HostileSounds.endlessOpus())).isEqualTo(Reason.TOO_LONG);
        assertThat(reasonFor(HostileSounds.endlessWave())).isEqualTo(Reason.TOO_LONG);

        assertThat(speech.transcribe(file("where-is-my-order.ogg"), ANYONE)).isInstanceOf(Heard.Words.class);
    }

    private static Reason reasonFor(byte[] audio) {
        return speech.transcribe(audio, ANYONE) instanceof Heard.Refused refused ? refused.reason() : null;
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream stream = SpeechProcessTest.class.getResourceAsStream("/speech/" + name)) {
            return stream.readAllBytes();
        }
    }
}
