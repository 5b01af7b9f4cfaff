package io.polyclerk.ai.speech;

import io.polyclerk.ai.side.Message;
import io.polyclerk.ai.side.SideException;
import io.polyclerk.ai.side.SideProcess;
import io.polyclerk.core.media.SpeechToText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The embedded engine: decodes in a process of its own and listens there with the closed grammar. Costs nothing until the first voice note
 * and nothing again when none came for a while.
 */
public final class SpeechProcess implements SpeechToText, AutoCloseable {

    /** Largest file that is listened to, in bytes; platforms carry voice notes of at most 16 MB. */
    public static final int LARGEST = 16 << 20;

    private static final System.Logger LOGGER = System.getLogger(SpeechProcess.class.getName());
    /** In a row; then a model is left alone until another one lies there or the server is started anew. */
    private static final int MOST_FAILURES = 2;

    private static final String GRAMMAR = "sphinx-shop-grammar";
    /** Model and grammar take 365 MB of heap. */
    private static final int HEAP_MEGABYTES = 600;

    private final SideProcess process;
    private final Path models;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile LocalModels.@Nullable Found failed;

    /** @param models folder in which a speech model may lie @param traces where the process leaves what is not its answers */
    public SpeechProcess(
            List<String> classPath, Path models, SideProcess.Traces traces, Duration answer, Duration idle) {
        this.models = models;
        process = new SideProcess(
                "speech",
                new SideProcess.Program(classPath, SpeechMain.class, List.of(models.toString()), traces),
                new SideProcess.Limits(HEAP_MEGABYTES, answer, idle));
    }

    @Override
    public Heard transcribe(byte[] audio, Question question) {
        return ask(audio, SpeechQuestion.Engine.GRAMMAR, question.language()).heard();
    }

    /** What the engine hears whose model lies beside the server; empty when there is none that works. */
    Optional<Heard> local(byte[] audio, Question question) {
        Optional<LocalModels.Found> found = LocalModels.in(models);
        if (found.isEmpty() || (failures.get() >= MOST_FAILURES && found.get().equals(failed))) {
            return Optional.empty();
        }
        Heard heard =
                ask(audio, SpeechQuestion.Engine.LOCAL, question.language()).heard();
        if (heard instanceof Heard.Refused refused && refused.reason() == Reason.UNAVAILABLE) {
            // A damaged model brings the process down, and one that is too large takes too long: every time anew.
            failed = found.get();
            failures.incrementAndGet();
            LOGGER.log(System.Logger.Level.WARNING, "the speech model did not work: {0}", refused.detail());
        } else {
            failures.set(0);
        }
        return Optional.of(heard);
    }

    /** The sound as a WAV file of one channel, or why it cannot be decoded. */
    Decoded decode(byte[] audio) {
        return ask(audio, SpeechQuestion.Engine.NONE, null);
    }

    /** @param heard refused when it could not be decoded @param wave empty then */
    record Decoded(Heard heard, byte[] wave) {
        private static Decoded refused(Reason reason, String detail) {
            return new Decoded(new Heard.Refused(reason, detail), new byte[0]);
        }
    }

    private Decoded ask(byte[] audio, SpeechQuestion.Engine engine, @Nullable String language) {
        if (audio.length > LARGEST) {
            return Decoded.refused(Reason.TOO_LARGE, "the file is larger than " + LARGEST + " bytes");
        }
        try {
            Message answer = process.ask(Message.of(new SpeechQuestion(engine, language), audio));
            return new Decoded(answer.head(SpeechAnswer.class).heard(GRAMMAR), answer.body());
        } catch (SideException failed) {
            return switch (failed.kind()) {
                case FAILED -> Decoded.refused(Reason.BROKEN, "the sound cannot be processed");
                case DIED, NOT_STARTED, TOO_SLOW ->
                    Decoded.refused(Reason.UNAVAILABLE, String.valueOf(failed.getMessage()));
            };
        }
    }

    /** Whether the process runs at the moment. */
    public boolean isRunning() {
        return process.isRunning();
    }

    @Override
    public void close() {
        process.close();
    }
}
