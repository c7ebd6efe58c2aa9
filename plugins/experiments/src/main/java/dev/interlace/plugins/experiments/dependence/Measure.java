package dev.interlace.plugins.experiments.dependence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.spi.Dependence;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A measure of dependence with its options.
 *
 * @param chosen the measure
 */
record Measure(Chosen<Dependence<?>> chosen) {
    private static final int PERMUTATIONS = 99;

    /** The method of a trial with further options. */
    static Measure own(AlignmentTrial trial, Map<String, ?> changes) {
        Chosen<Dependence<?>> own = trial.given().subject(Dependence.class);
        return new Measure(own.with(changes));
    }

    /** The value of the estimator that the options name; {@code x} is {@code [n, d]}, {@code y} is {@code [n, e]}. */
    double value(INDArray x, INDArray y) {
        return value(chosen.method(), chosen.options(), x, y);
    }

    private static <O extends Record> double value(
            Dependence<O> measure, Map<String, ?> options, INDArray x, INDArray y) {
        return measure.value(x, y, measure.descriptor().schema().parse(options));
    }

    /** The p-value of a permutation test of independence. */
    double p(AlignmentTrial trial, INDArray x, INDArray y, int repetition) {
        return p(chosen.method(), chosen.options(), trial.given(), repetition, x, y);
    }

    private static <O extends Record> double p(
            Dependence<O> measure, Map<String, ?> options, Trial trial, int repetition, INDArray x, INDArray y) {
        return measure.permutationTest(
                        x,
                        y,
                        measure.descriptor().schema().parse(options),
                        PERMUTATIONS,
                        trial.context(trial.seed() + repetition))
                .pValue();
    }
}
