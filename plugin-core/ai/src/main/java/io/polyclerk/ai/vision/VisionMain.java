package io.polyclerk.ai.vision;

import io.polyclerk.ai.side.Message;
import io.polyclerk.ai.side.SideLoop;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nu.pattern.OpenCV;
import org.opencv.core.Core;

/** The side process that looks at pictures. Its argument is the folder in which catalogues are kept. */
public final class VisionMain {

    private final Path folder;
    private final Tesseract reader = new Tesseract();
    private final FaultEvidence evidence = FaultEvidence.learnt();
    private final Map<String, Catalogue> catalogues = new HashMap<>();
    private final Map<String, Inspection> inspections = new HashMap<>();

    private VisionMain(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        OpenCV.loadLocally();
        Core.setNumThreads(1);
        VisionMain vision = new VisionMain(Path.of(arguments[0]));
        SideLoop.run(vision::answer);
    }

    private Message answer(Message message) throws IOException {
        VisionQuestion question = message.head(VisionQuestion.class);
        if (!question.folder().matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("no folder of a catalogue");
        }
        try {
            return switch (question.kind()) {
                case KNOWN ->
                    Message.of(VisionAnswer.known(catalogue(question).entries().stream()
                            .map(Catalogue.Entry::key)
                            .toList()));
                case LEARN -> {
                    learn(question, message.body());
                    yield Message.of(VisionAnswer.known(List.of()));
                }
                case PLAIN -> Message.of(VisionAnswer.known(List.of()), Annotation.plain(message.body()));
                case DRAW ->
                    Message.of(VisionAnswer.known(List.of()), Annotation.drawn(message.body(), question.boxes()));
                case LOOK -> {
                    Seen seen = read(inspection(question).look(message.body(), question.sku()), message.body());
                    yield Message.of(VisionAnswer.seen(seen), seen.annotated());
                }
            };
        } catch (PhotoFile.Unreadable refused) {
            return Message.of(VisionAnswer.refused(refused.reason(), refused.getMessage()));
        }
    }

    /** Reading takes a second: only what shows no product is likely to be a screenshot, a label or a display. */
    private Seen read(Seen seen, byte[] photo) throws PhotoFile.Unreadable {
        return seen.match().isPresent()
                ? seen
                : new Seen(
                        seen.width(),
                        seen.height(),
                        null,
                        seen.fault(),
                        seen.confidence(),
                        seen.boxes(),
                        seen.annotated(),
                        reader.read(photo).orElse(null));
    }

    private void learn(VisionQuestion question, byte[] picture) throws IOException, PhotoFile.Unreadable {
        String key = question.key();
        String product = question.productId();
        if (key == null || product == null || !key.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("what is to be learnt has no name");
        }
        String sku = question.sku();
        String title = question.title();
        catalogue(question).learn(key, product, sku == null ? "" : sku, title == null ? "" : title, picture);
        inspections.remove(question.folder());
    }

    private Catalogue catalogue(VisionQuestion question) throws IOException {
        Catalogue known = catalogues.get(question.folder());
        if (known == null) {
            known = new Catalogue(folder.resolve(question.folder()));
            catalogues.put(question.folder(), known);
        }
        return known;
    }

    private Inspection inspection(VisionQuestion question) throws IOException {
        Inspection ready = inspections.get(question.folder());
        if (ready == null) {
            ready = new Inspection(new ProductFinder(catalogue(question).entries()), evidence);
            inspections.put(question.folder(), ready);
        }
        return ready;
    }
}
