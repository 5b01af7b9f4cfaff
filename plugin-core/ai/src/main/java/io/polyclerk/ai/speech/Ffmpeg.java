package io.polyclerk.ai.speech;

import io.polyclerk.ai.process.SearchPath;
import io.polyclerk.core.media.SpeechToText.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what has no decoder in Java through the program {@code ffmpeg} where one is on the search path. The container is named to it
 * and it may open nothing but the one file, so a playlist or a polyglot in a voice note leads nowhere.
 */
final class Ffmpeg {

    private static final int SECONDS = 15;

    private final Optional<Path> program;

    Ffmpeg() {
        this(SearchPath.program("ffmpeg"));
    }

    Ffmpeg(Optional<Path> program) {
        this.program = program;
    }

    Sound decode(byte[] audio, AudioFormat format) throws UnreadableAudioException {
        if (program.isEmpty()) {
            throw new UnreadableAudioException(
                    Reason.NEEDS_DECODER,
                    "the format " + format + " is read with the program ffmpeg, which is not on the search path");
        }
        Path file = null;
        try {
            // MP4 keeps its table at the end: it cannot be read from a pipe.
            file = Files.createTempFile("voice", ".bin");
            Files.write(file, audio);
            return run(program.get(), file, format);
        } catch (IOException impossible) {
            throw new UnreadableAudioException(Reason.UNAVAILABLE, "ffmpeg cannot be run");
        } finally {
            delete(file);
        }
    }

    private static Sound run(Path program, Path file, AudioFormat format) throws IOException, UnreadableAudioException {
        Process process = new ProcessBuilder(List.of(
                        program.toString(),
                        "-nostdin",
                        "-v",
                        "quiet",
                        "-threads",
                        "1",
                        "-protocol_whitelist",
                        "file,pipe",
                        "-f",
                        format.demuxer(),
                        "-i",
                        file.toString(),
                        "-map",
                        "0:a:0",
                        "-vn",
                        "-sn",
                        "-dn",
                        // One second more than is allowed, to tell what is too long from what just fits.
                        "-t",
                        String.valueOf(Sound.LONGEST_SECONDS + 1),
                        "-ac",
                        "1",
                        "-ar",
                        String.valueOf(Sound.RATE),
                        "-f",
                        "s16le",
                        "pipe:1"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
        try (InputStream output = process.getInputStream()) {
            Sound sound = Resampled.read(output);
            if (sound.length() == 0) {
                throw new UnreadableAudioException(
                        Reason.BROKEN, "the file is damaged, or this ffmpeg cannot read " + format);
            }
            return sound;
        } finally {
            process.destroyForcibly();
        }
    }

    private static void delete(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException stays) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
