package io.polyclerk.ai.ladder;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import io.polyclerk.ai.side.Message;
import io.polyclerk.ai.side.SideLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs in a process of its own: loads a model file with the first question and writes what it answers. */
final class ModelFileMain {

    /** Instructions, passages and a talk have some 2,000 tokens; more room costs memory. */
    private static final int CONTEXT = 4_096;

    /** Of the tokens that it may write: what has more was not ended by the model. A text is not always taken apart as it was written. */
    private static final double NEARLY = 0.97;

    private final Path file;
    private @Nullable LlamaModel model;

    private ModelFileMain(Path file) {
        this.file = file;
    }

    /** Argument: the file. */
    public static void main(String[] arguments) throws IOException {
        SideLoop.run(new ModelFileMain(Path.of(arguments[0]))::answer);
    }

    private Message answer(Message question) {
        ModelQuestion asked = question.head(ModelQuestion.class);
        LlamaModel loaded = model();
        return Message.of(asked.said().isEmpty() ? new ModelAnswer("", true, 0, 0) : answered(loaded, asked));
    }

    private LlamaModel model() {
        LlamaModel known = model;
        if (known == null) {
            known = new LlamaModel(new ModelParameters()
                    .setModel(file.toString())
                    .setCtxSize(CONTEXT)
                    .setGpuLayers(0)
                    .disableLog());
            model = known;
        }
        return known;
    }

    private static ModelAnswer answered(LlamaModel model, ModelQuestion asked) {
        long end = System.nanoTime() + Duration.ofMillis(asked.mostMillis()).toNanos();
        List<Pair<String, String>> said = new ArrayList<>();
        asked.said().forEach(line -> said.add(new Pair<>(line.role(), line.text())));
        String prompt = model.applyTemplate(new InferenceParameters("").setMessages(asked.instructions(), said));
        int input = model.encode(prompt).length;
        if (input + asked.mostTokens() > CONTEXT) {
            throw new IllegalArgumentException("the talk is longer than the model's memory");
        }
        LlamaIterator pieces = model.generate(new InferenceParameters(prompt)
                        .setNPredict(asked.mostTokens())
                        .setTemperature(0)
                        .setSeed(1))
                .iterator();
        StringBuilder text = new StringBuilder();
        int output = 0;
        while (pieces.hasNext()) {
            text.append(pieces.next().text);
            output++;
            if (System.nanoTime() > end) {
                pieces.cancel();
                return new ModelAnswer(text.toString(), false, input, output);
            }
        }
        // The library does not say why it stopped, and a piece may be made of several tokens.
        int written = Math.max(output, model.encode(text.toString()).length);
        return new ModelAnswer(text.toString(), written < NEARLY * asked.mostTokens(), input, written);
    }
}
