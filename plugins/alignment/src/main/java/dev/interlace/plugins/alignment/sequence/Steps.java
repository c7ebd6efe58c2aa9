package dev.interlace.plugins.alignment.sequence;

import dev.interlace.learn.tape.Host;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sequences as rows of numbers, checked as they come in. */
final class Steps {
    private Steps() {}

    /**
     * The steps of a sequence.
     *
     * @param id of the method, for messages
     * @param side what the caller named it, for messages
     * @param sequence {@code [t, d]}
     * @return {@code [t][d]}
     */
    static double[][] of(String id, String side, INDArray sequence) {
        if (!(sequence.rank() == 2 && sequence.size(0) >= 1 && sequence.size(1) >= 1)) {
            throw new IllegalArgumentException(id + ": " + side
                    + " must be a sequence of at least one step, [steps, width], got "
                    + Arrays.toString(sequence.shape()) + "; leave empty sequences out");
        }
        double[] flat = Host.doubles(sequence);
        int width = (int) sequence.size(1);
        double[][] steps = new double[(int) sequence.size(0)][];
        for (int t = 0; t < steps.length; t++) {
            steps[t] = Arrays.copyOfRange(flat, t * width, (t + 1) * width);
            for (double value : steps[t]) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(id + ": " + side + " must be finite, got " + value + " at step "
                            + t + "; mend or leave out what made it");
                }
            }
        }
        return steps;
    }

    /** That both have as many columns. */
    static void requireEqualWidths(String id, double[][] x, double[][] y) {
        if (x[0].length != y[0].length) {
            throw new IllegalArgumentException(id + ": x has " + x[0].length + " columns, y has " + y[0].length
                    + "; bring them into one space first, or use sequence/ctw, which takes unequal widths");
        }
    }

    /** {@code [t][s] -> [t, s]}. */
    static INDArray tensor(double[][] rows) {
        return Nd4j.createFromArray(rows);
    }
}
