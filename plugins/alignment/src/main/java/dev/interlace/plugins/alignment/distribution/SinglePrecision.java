package dev.interlace.plugins.alignment.distribution;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MeanDiscrepancy;
import dev.interlace.learn.tape.MeanDiscrepancy.Estimator;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How large samples are computed: Gaussian kernel functions with equal weights in single precision on the host, in the
 * vector loops of {@link MeanDiscrepancy}. The rows are moved by the mean of all first, since {@code |a|^2 + |b|^2 - 2
 * a'b} loses its seven digits far from the origin.
 */
final class SinglePrecision {
    private final MeanDiscrepancy measure;
    private final INDArray x;
    private final INDArray y;

    SinglePrecision(KernelMixture function, MmdEstimator estimator, INDArray x, INDArray y) {
        measure = new MeanDiscrepancy(
                function.sigmas(), estimator == MmdEstimator.BIASED ? Estimator.BIASED : Estimator.UNBIASED);
        float[] left = Host.floats(x);
        float[] right = Host.floats(y);
        double[] centre = new double[Math.toIntExact(x.size(1))];
        addTo(centre, left);
        addTo(centre, right);
        double rows = (double) (x.size(0) + y.size(0));
        this.x = moved(left, centre, rows);
        this.y = moved(right, centre, rows);
    }

    static boolean serves(KernelMixture function, MmdEstimator estimator, INDArray x, INDArray y) {
        return function.function() == KernelFunction.GAUSSIAN
                && (estimator == MmdEstimator.BIASED || estimator == MmdEstimator.UNBIASED)
                && Arrays.equals(function.weights(), KernelMixture.equal(function.weights().length))
                && x.dataType() == DataType.FLOAT
                && y.dataType() == DataType.FLOAT
                && Nd4j.getEnvironment().isCPU();
    }

    double value() {
        return measure.value(x, y);
    }

    INDArray gradient() {
        return measure.gradient(x, y);
    }

    private static void addTo(double[] sums, float[] rows) {
        for (int i = 0; i < rows.length; i++) {
            sums[i % sums.length] += rows[i];
        }
    }

    private static INDArray moved(float[] rows, double[] sums, double count) {
        int d = sums.length;
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (rows[i] - sums[i % d] / count); // a copy, see Host.floats
        }
        return Host.tensor(DataType.FLOAT, rows, rows.length / d, d);
    }
}
