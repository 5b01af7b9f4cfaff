package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.LinearTrainer.Sample;
import java.util.List;

/** Makes a {@link LinearModel} of examples. The same examples give the same model. */
interface Trainer {

    LinearModel train(List<Sample> samples);
}
