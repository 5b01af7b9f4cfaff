package io.polyclerk.ai.evaluation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.ai.understanding.LocalInterpreter;
import io.polyclerk.ai.understanding.PackFiles;
import io.polyclerk.ai.understanding.PackTrainer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each language pack says of itself: how much it was made of and how right it is on messages that it was not made of. */
public final class PackLabels {

    /** Languages of which more is expected; the goals are those of the product's requirements (R3). */
    private static final List<String> MAJOR = List.of("en", "zh", "pt", "ar", "es");

    private static final double GOAL_MAJOR = 0.95;
    private static final double GOAL = 0.92;
    private static final ObjectMapper JSON = new ObjectMapper();

    private PackLabels() {}

    /**
     * A pack's label.
     *
     * @param examples how many messages it was made of
     * @param testMessages how many messages of its test set, written apart from the examples, it was measured on
     * @param topIntent share of these whose best intent was right; null when the pack has no test set
     * @param low lower end of the 95 % interval @param goal what the product wants @param meetsGoal whether it is reached
     */
    public record Label(
            String tag,
            String name,
            String englishName,
            String direction,
            int examples,
            int testMessages,
            @Nullable Double topIntent,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double outOfScopeCaught,
            @Nullable Double wronglyRefused,
            double goal,
            boolean meetsGoal) {}

    /** Measures all packs and writes their labels. @param arguments the file */
    public static void main(String[] arguments) throws IOException {
        LocalInterpreter interpreter = new LocalInterpreter();
        Map<String, List<LabelledMessage>> sets = EvaluateCommand.ownSets();
        Map<String, Label> labels = new LinkedHashMap<>();
        for (String tag : PackFiles.tags()) {
            Evaluation evaluation = Evaluation.of(interpreter, sets.getOrDefault(tag, List.of()), true);
            labels.put(tag, label(tag, evaluation));
        }
        Files.write(Path.of(arguments[0]), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(labels.values()));
    }

    private static Label label(String tag, Evaluation evaluation) throws IOException {
        Map<String, String> pack = JSON.readValue(
                String.join("\n", PackFiles.lines(tag + "/pack.json").orElseThrow()), new TypeReference<>() {});
        Share top = evaluation.topIntent();
        double goal = MAJOR.contains(tag) ? GOAL_MAJOR : GOAL;
        return new Label(
                tag,
                pack.getOrDefault("name", tag),
                pack.getOrDefault("englishName", tag),
                pack.getOrDefault("direction", "ltr"),
                PackTrainer.examples(tag).size(),
                evaluation.size(),
                rounded(top.value()),
                rounded(top.low()),
                rounded(top.high()),
                rounded(evaluation.outOfScopeCaught().value()),
                rounded(evaluation.wronglyRefused().value()),
                goal,
                top.of() > 0 && top.value() >= goal);
    }

    private static @Nullable Double rounded(double share) {
        return Double.isNaN(share) ? null : Math.round(share * 1000) / 1000.0;
    }

    /** The labels that the build wrote, in the order of the packs. */
    public static List<Label> all() {
        try (InputStream stream = PackLabels.class.getResourceAsStream("/models/labels.json")) {
            if (stream == null) {
                throw new IllegalStateException("the labels were not built");
            }
            return JSON.readValue(stream, new TypeReference<List<Label>>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The label of one pack. */
    public static Optional<Label> of(String tag) {
        return all().stream().filter(label -> label.tag().equals(tag)).findFirst();
    }
}
