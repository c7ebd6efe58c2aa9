package dev.interlace.plugins.experiments.fusion;

import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Names;
import dev.interlace.spi.experiment.Rows;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a model says of itself, or why not. */
final class Explained {
    private Explained() {}

    /** The explanation of that name. */
    static INDArray by(FusionTrial trial, FusionModel model, Rows test, String name) {
        Map<String, INDArray> explained = model.explain(test.batch());
        INDArray array = explained.get(name);
        if (array == null) {
            throw new IllegalArgumentException(trial.id() + " explains itself by no '" + name + "': "
                    + Names.unknown("explanation", name, explained.keySet()));
        }
        return array;
    }
}
