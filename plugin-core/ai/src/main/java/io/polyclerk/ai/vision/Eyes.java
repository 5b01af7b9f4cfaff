package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import java.util.List;
import java.util.Optional;

/**
 * Who looks: the embedded eye first, and a vision model, where one is plugged in, at what that cannot compare or is not sure of. Which
 * product it is, only the embedded eye says, since only it knows the catalogue. Thread-safe.
 */
public final class Eyes implements PhotoInspector {

    /** From here on the model is not asked: it would cost and hardly change anything. */
    private static final double SURE = 0.85;

    private final VisionProcess embedded;
    private final Optional<VisionModel> model;
    private final FaultWords words = new FaultWords();

    public Eyes(VisionProcess embedded, Optional<VisionModel> model) {
        this.embedded = embedded;
        this.model = model;
    }

    @Override
    public Outcome inspect(byte[] photo, Question question) {
        Outcome local = embedded.inspect(photo, question);
        return switch (local) {
            case Outcome.Refused refused -> refused;
            case Seen seen ->
                words.with(
                        model.isEmpty() || isSettled(seen)
                                ? seen
                                : asked(model.get(), seen, photo, question.merchant())
                                        .orElse(seen),
                        question.text());
        };
    }

    private static boolean isSettled(Seen seen) {
        return seen.fault() != Fault.UNCLEAR && seen.confidence() >= SURE;
    }

    private Optional<Seen> asked(VisionModel asked, Seen seen, byte[] photo, String merchant) {
        return embedded.plain(photo, merchant)
                .flatMap(plain -> asked.look(plain, seen, merchant))
                .map(sight -> new Seen(
                        seen.width(),
                        seen.height(),
                        seen.product(),
                        sight.fault(),
                        sight.confidence(),
                        sight.boxes(),
                        sight.boxes().isEmpty() ? new byte[0] : embedded.drawn(photo, merchant, sight.boxes()),
                        seen.written()));
    }

    /** What is not installed here and would tell more; empty when nothing is missing. */
    public List<String> missing() {
        return Tesseract.isInstalled()
                ? List.of()
                : List.of("text in pictures is read with the program tesseract, which is not on the search path");
    }

    /** How far the catalogue of a merchant is learnt. */
    public CatalogueLearning.Progress progress(String merchant) {
        return embedded.progress(merchant);
    }
}
