package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.training.Parameters;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.Modality;
import dev.interlace.spi.SeedSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One forward run of a network on inputs and parameters that are written down, in double precision. */
final class Forward {
    private final Tape tape = new Tape(DataType.DOUBLE);
    private final Parameters parameters = new Parameters(DataType.DOUBLE, new SeedSource(1));
    private final List<Input> inputs = new ArrayList<>();
    private final Layers layers = new Layers(tape, parameters);

    Forward() {
        tape.begin();
    }

    /** One row of two modalities that their encoders leave as they are: a = (1, 2), b = (3, 1/2). */
    static Forward two(float presenceOfB) {
        return new Forward()
                .with("a", new double[][] {{1, 2}})
                .with("b", new double[][] {{3, 0.5}}, presenceOfB)
                .identity("a", 2)
                .identity("b", 2);
    }

    Layers layers() {
        return layers;
    }

    /** A modality of vectors, its rows present where {@code presence} is 1. */
    Forward with(String modality, double[][] rows, float... presence) {
        float[] mask = presence;
        if (presence.length == 0) {
            mask = new float[rows.length];
            Arrays.fill(mask, 1);
        }
        inputs.add(new Input(
                Modality.vector(modality),
                tape.constant(Nd4j.createFromArray(rows)),
                new int[0],
                mask,
                Optional.empty()));
        return this;
    }

    /** A modality of token sequences. */
    Forward with(String modality, double[][][] rows, int... lengths) {
        float[] mask = new float[rows.length];
        for (int row = 0; row < mask.length; row++) {
            mask[row] = lengths[row] > 0 ? 1 : 0;
        }
        inputs.add(new Input(
                Modality.tokens(modality), tape.constant(Nd4j.createFromArray(rows)), lengths, mask, Optional.empty()));
        return this;
    }

    /** Sets a parameter. */
    Forward set(String name, double[]... rows) {
        parameters.restore(Map.of(name, Nd4j.createFromArray(rows)));
        return this;
    }

    /** The identity as the first encoder of a modality, which leaves what is not negative as it is. */
    Forward identity(String modality, int width) {
        double[][] one = new double[width][width];
        for (int i = 0; i < width; i++) {
            one[i][i] = 1;
        }
        return set(modality + ".encoder1.weight", one);
    }

    <O extends Record & TrainingOptions> double[][] fuse(TrainableFusion<O> method, Map<String, ?> options) {
        return method.fuse(
                        layers, new Inputs(inputs), method.descriptor().schema().parse(options))
                .value()
                .toDoubleMatrix();
    }

    INDArray explained(String name) {
        INDArray found = layers.explanations().get(name);
        if (found == null) {
            throw new IllegalArgumentException("no explanation '" + name + "' among "
                    + layers.explanations().keySet());
        }
        return found;
    }
}
