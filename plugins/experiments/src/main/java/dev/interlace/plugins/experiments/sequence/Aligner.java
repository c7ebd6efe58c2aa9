package dev.interlace.plugins.experiments.sequence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.Warping;
import dev.interlace.spi.experiment.Chosen;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A sequence aligner with its options.
 *
 * @param chosen the aligner
 */
record Aligner(Chosen<SequenceAligner<?>> chosen) {
    /** The method of a trial with further options. */
    static Aligner own(AlignmentTrial trial, Map<String, ?> changes) {
        Chosen<SequenceAligner<?>> own = trial.given().subject(SequenceAligner.class);
        return new Aligner(own.with(changes));
    }

    /** The best warping of {@code x}, {@code [t, d]}, and {@code y}, {@code [s, d]}. */
    Warping align(INDArray x, INDArray y) {
        return align(chosen.method(), chosen.options(), x, y);
    }

    private static <O extends Record> Warping align(
            SequenceAligner<O> aligner, Map<String, ?> options, INDArray x, INDArray y) {
        return aligner.align(x, y, aligner.descriptor().schema().parse(options));
    }

    /** The gradient of the cost with respect to {@code x}, {@code [t, d]}. */
    INDArray gradient(INDArray x, INDArray y) {
        return gradient(chosen.method(), chosen.options(), x, y);
    }

    private static <O extends Record> INDArray gradient(
            SequenceAligner<O> aligner, Map<String, ?> options, INDArray x, INDArray y) {
        return aligner.gradient(x, y, aligner.descriptor().schema().parse(options));
    }
}
