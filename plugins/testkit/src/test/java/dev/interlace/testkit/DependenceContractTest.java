package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Dependence;
import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The squared cross-covariance keeps the contract; measures with a defect do not. */
class DependenceContractTest {
    /** The mean of all squared covariances of a left with a right column. */
    static class Covariance implements Dependence<Covariance.Options> {
        record Options(
                @Param(doc = "factor of the value", min = 0, max = 10, init = 1)
                double factor) {
            Options {
                OptionsSchema.require(Options.class, factor);
            }
        }

        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of(
                            "dependence/of-test", "1.0.0", "Covariance", "Squared covariances", Options.class)
                    .withReferences(new Reference("Pearson", "Notes on regression", "Proc. Royal Society", 1895, ""));
        }

        @Override
        public double value(INDArray x, INDArray y, Options options) {
            if (x.rank() != 2 || y.rank() != 2 || x.size(0) != y.size(0)) {
                throw new IllegalArgumentException("unequal rows: " + x.size(0) + " and " + y.size(0));
            }
            double[] a = Host.doubles(x);
            double[] b = Host.doubles(y);
            if (!Double.isFinite(Host.sum(x) + Host.sum(y))) {
                throw new IllegalArgumentException("rows must be finite");
            }
            int n = (int) x.size(0);
            int d = a.length / n;
            int e = b.length / n;
            double sum = 0;
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < e; j++) {
                    double mean = 0;
                    double products = 0;
                    double other = 0;
                    for (int row = 0; row < n; row++) {
                        mean += a[row * d + i] / n;
                        other += b[row * e + j] / n;
                        products += a[row * d + i] * b[row * e + j] / n;
                    }
                    sum += Math.pow(products - mean * other, 2) / (d * e);
                }
            }
            return options.factor() * sum;
        }

        int[] order(FitContext context, int b, int rows) {
            return context.seeds().split("permutation " + b).permutation(rows);
        }

        @Override
        public PermutationTest permutationTest(
                INDArray x, INDArray y, Options options, int permutations, FitContext context) {
            if (permutations < 1) {
                throw new IllegalArgumentException("permutations must be at least 1, got " + permutations);
            }
            double value = value(x, y, options);
            int reached = 0;
            for (int b = 0; b < permutations; b++) {
                context.checkCancelled();
                int[] order = order(context, b, (int) y.size(0));
                reached += value(x, Nd4j.pullRows(y, 1, order).dup('c'), options) >= value ? 1 : 0;
            }
            return new PermutationTest(value, (1.0 + reached) / (1.0 + permutations), permutations);
        }
    }

    @Nested
    class Kept extends DependenceContract<Covariance.Options> {
        @Override
        protected Covariance method() {
            return new Covariance();
        }
    }

    @Test
    void anOrderThatStaysTheSameIsFound() {
        var contract = new DependenceContract<Covariance.Options>() {
            @Override
            protected Covariance method() {
                return new Covariance() {
                    @Override
                    int[] order(FitContext context, int b, int rows) {
                        return java.util.stream.IntStream.range(0, rows).toArray();
                    }
                };
            }
        };
        assertThrows(AssertionError.class, contract::dependentRowsGiveTheLeastPValueAndItIsNeverZero);
        assertThrows(AssertionError.class, contract::pValuesAreUniformUnderIndependence);
    }

    @Test
    void aMeasureThatIgnoresThePairsIsFound() {
        var contract = new DependenceContract<Covariance.Options>() {
            @Override
            protected Covariance method() {
                return new Covariance() {
                    @Override
                    public double value(INDArray x, INDArray y, Options options) {
                        return super.value(x, x, options) + super.value(y, y, options) + Host.doubles(y)[0];
                    }
                };
            }
        };
        assertThrows(AssertionError.class, contract::theOrderOfTheSidesDoesNotMatter);
        assertThrows(AssertionError.class, contract::rowsThatAreNoPairsAreRejected);
    }
}
