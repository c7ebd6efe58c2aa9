package dev.interlace.plugins.experiments;

import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A discrepancy with its options.
 *
 * @param chosen the discrepancy
 */
public record Distance(Chosen<Discrepancy<?>> chosen) {
    /** What decides whether a test sees something. */
    public static final double LEVEL = 0.05;

    private static final int PERMUTATIONS = 99;

    /** The method of a trial with further options. */
    public static Distance own(AlignmentTrial trial, Map<String, ?> changes) {
        Chosen<Discrepancy<?>> own = trial.given().subject(Discrepancy.class);
        return new Distance(own.with(changes));
    }

    /** Another discrepancy. */
    public static Distance of(AlignmentTrial trial, String id, Map<String, ?> options) {
        return new Distance(trial.given().method(Discrepancy.class, id, options));
    }

    /** The value of the estimator that the options name; {@code x} is {@code [n, d]}, {@code y} is {@code [m, d]}. */
    public double value(INDArray x, INDArray y) {
        return value(chosen.method(), chosen.options(), x, y);
    }

    private static <O extends Record> double value(
            Discrepancy<O> discrepancy, Map<String, ?> options, INDArray x, INDArray y) {
        return discrepancy.value(x, y, discrepancy.descriptor().schema().parse(options));
    }

    /** The gradient of {@link #value} with respect to {@code x}, {@code [n, d]}. */
    public INDArray gradient(INDArray x, INDArray y) {
        return gradient(chosen.method(), chosen.options(), x, y);
    }

    private static <O extends Record> INDArray gradient(
            Discrepancy<O> discrepancy, Map<String, ?> options, INDArray x, INDArray y) {
        return discrepancy.gradient(x, y, discrepancy.descriptor().schema().parse(options));
    }

    /** The p-value of a permutation test of equal distributions. */
    public double p(AlignmentTrial trial, INDArray x, INDArray y, int repetition) {
        return p(chosen.method(), chosen.options(), trial.given(), repetition, x, y);
    }

    private static <O extends Record> double p(
            Discrepancy<O> discrepancy, Map<String, ?> options, Trial trial, int repetition, INDArray x, INDArray y) {
        return discrepancy
                .permutationTest(
                        x,
                        y,
                        discrepancy.descriptor().schema().parse(options),
                        PERMUTATIONS,
                        trial.context(trial.seed() + repetition))
                .pValue();
    }
}
