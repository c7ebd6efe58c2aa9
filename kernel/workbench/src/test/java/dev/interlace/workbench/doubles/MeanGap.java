package dev.interlace.workbench.doubles;

import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.workbench.display.Rows;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The difference of the means of all numbers. */
public final class MeanGap implements Discrepancy<NoOptions> {
    /** For {@link java.util.ServiceLoader}. */
    public MeanGap() {}

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of("alignment/gap", "1.0.0", "Mean gap", "difference of means", NoOptions.class);
    }

    @Override
    public double value(INDArray x, INDArray y, NoOptions options) {
        return mean(x) - mean(y);
    }

    private static double mean(INDArray x) {
        return Arrays.stream(Rows.doubles(x)).average().orElse(0);
    }

    @Override
    public INDArray gradient(INDArray x, INDArray y, NoOptions options) {
        throw new NoSuchMethodError("a library of another version");
    }

    @Override
    public PermutationTest permutationTest(
            INDArray x, INDArray y, NoOptions options, int permutations, FitContext context) {
        return new PermutationTest(value(x, y, options), 1.0, permutations);
    }
}
