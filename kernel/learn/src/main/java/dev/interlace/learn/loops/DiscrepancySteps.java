package dev.interlace.learn.loops;

import dev.interlace.learn.loops.GaussianPairs.Sample;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The squared maximum mean discrepancy of two samples, block by block of pairs; one pass gives the value and the
 * gradients of x and y.
 */
public final class DiscrepancySteps implements LossSteps {
    private final INDArray x; // [n, d]
    private final INDArray y; // [m, d]
    private final double[] bandwidths;
    private final Wanted wanted;
    private Optional<INDArray> ofX = Optional.empty(); // [n, d], gradients of the value
    private Optional<INDArray> ofY = Optional.empty(); // [m, d]

    /**
     * What is to be computed.
     *
     * @param unbiased whether the pairs of a row with itself are left out
     * @param forX whether the gradient of x is wanted
     */
    public record Wanted(boolean unbiased, boolean forX, boolean forY) {}

    public DiscrepancySteps(INDArray x, INDArray y, double[] bandwidths, Wanted wanted) {
        this.x = x;
        this.y = y;
        this.bandwidths = bandwidths.clone();
        this.wanted = wanted;
    }

    @Override
    public double forward(Slot scratch) {
        ofX = wanted.forX ? Optional.of(scratch.array(DataType.FLOAT, x.shape())) : Optional.empty();
        ofY = wanted.forY ? Optional.of(scratch.array(DataType.FLOAT, y.shape())) : Optional.empty();
        Slot own = scratch.part(0);
        double n = x.size(0);
        double m = y.size(0);
        double pairsOfX = wanted.unbiased ? n * (n - 1) : n * n;
        double pairsOfY = wanted.unbiased ? m * (m - 1) : m * m;
        float[] dx = zeros(ofX, own);
        float[] dy = zeros(ofY, own);
        Sample left = sample(x, own);
        Sample right = sample(y, own);
        GaussianPairs pairs = new GaussianPairs(bandwidths);
        // a row against itself has no gradient
        double within = pairs.within(left, 1 / pairsOfX, dx, own.part(0)) - (wanted.unbiased ? n : 0);
        double beside = pairs.within(right, 1 / pairsOfY, dy, own.part(1)) - (wanted.unbiased ? m : 0);
        double across = pairs.across(left, right, -2 / (n * m), dx, dy, own.part(2));
        ofX.ifPresent(target -> HostLoops.write(dx, target));
        ofY.ifPresent(target -> HostLoops.write(dy, target));
        return within / pairsOfX + beside / pairsOfY - 2 * across / (n * m);
    }

    @Override
    public void backward(double derivative, Gradients into, Slot scratch) {
        ofX.ifPresent(known -> known.mul(derivative, into.get(0).orElseThrow()));
        ofY.ifPresent(known -> known.mul(derivative, into.get(1).orElseThrow()));
    }

    private static float[] zeros(Optional<INDArray> like, Slot scratch) {
        float[] zeros = scratch.floats(like.map(INDArray::length).orElse(0L));
        Arrays.fill(zeros, 0);
        return zeros;
    }

    private static Sample sample(INDArray rows, Slot scratch) {
        float[] values = HostLoops.read(rows, scratch.floats(rows.length()));
        return new Sample(values, Math.toIntExact(rows.size(0)), Math.toIntExact(rows.size(1)), scratch);
    }
}
