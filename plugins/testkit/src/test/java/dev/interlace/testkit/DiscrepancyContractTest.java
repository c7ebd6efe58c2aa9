package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.learn.tape.MeanDiscrepancy;
import dev.interlace.learn.tape.MeanDiscrepancy.Estimator;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The maximum mean discrepancy keeps the contract; a p-value without the observed statistic does not. */
class DiscrepancyContractTest {
    /** The p-value counts the observed relabelling, as it must. */
    static class Mmd implements Discrepancy<Mmd.Options> {
        record Options(
                @Param(doc = "bandwidth sigma", min = 0, init = 1, ends = Param.Ends.OPEN)
                double bandwidth,

                @Param(doc = "which pairs count", choice = "BIASED")
                Estimator estimator) {
            Options {
                OptionsSchema.require(Options.class, bandwidth, estimator);
            }
        }

        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of("alignment/mmd-of-test", "1.0.0", "MMD", "Distance of means", Options.class)
                    .withCapabilities(Capability.GRADIENT)
                    .withReferences(new Reference("Gretton et al.", "A Kernel Two-Sample Test", "JMLR", 2012, "eq. 5"));
        }

        private static MeanDiscrepancy of(Options options) {
            return new MeanDiscrepancy(new double[] {options.bandwidth()}, options.estimator());
        }

        @Override
        public double value(INDArray x, INDArray y, Options options) {
            return of(options).value(x, y);
        }

        @Override
        public INDArray gradient(INDArray x, INDArray y, Options options) {
            return of(options).gradient(x, y);
        }

        int observed() {
            return 1;
        }

        @Override
        public PermutationTest permutationTest(
                INDArray x, INDArray y, Options options, int permutations, FitContext context) {
            if (permutations < 1) {
                throw new IllegalArgumentException("permutations must be at least 1, got " + permutations);
            }
            double value = value(x, y, options);
            INDArray all = Nd4j.vstack(x, y);
            int n = (int) x.size(0);
            int rows = (int) all.size(0);
            int reached = 0;
            for (int b = 0; b < permutations; b++) {
                context.checkCancelled();
                int[] order = context.seeds().split("permutation " + b).permutation(rows);
                INDArray left = Nd4j.pullRows(all, 1, Arrays.copyOf(order, n)).dup('c');
                INDArray right = Nd4j.pullRows(all, 1, Arrays.copyOfRange(order, n, rows))
                        .dup('c');
                reached += value(left, right, options) >= value ? 1 : 0;
            }
            return new PermutationTest(
                    value, (observed() + reached) / (observed() + (double) permutations), permutations);
        }
    }

    @Nested
    class Biased extends DiscrepancyContract<Mmd.Options> {
        @Override
        protected Mmd method() {
            return new Mmd();
        }
    }

    @Nested
    class Unbiased extends DiscrepancyContract<Mmd.Options> {
        @Override
        protected Mmd method() {
            return new Mmd();
        }

        @Override
        protected Mmd.Options options() {
            return new Mmd.Options(1.5, Estimator.UNBIASED);
        }

        @Override
        protected Optional<Mmd.Options> optionsOfZeroForEqualSets() {
            return Optional.empty(); // the unbiased estimator is negative there
        }
    }

    @Test
    void aPValueOfZeroIsFound() {
        var contract = new DiscrepancyContract<Mmd.Options>() {
            @Override
            protected Mmd method() {
                return new Mmd() {
                    @Override
                    int observed() {
                        return 0;
                    }
                };
            }
        };
        assertThrows(AssertionError.class, contract::differentDistributionsGiveTheLeastPValueAndItIsNeverZero);
        assertThrows(AssertionError.class, contract::pValuesAreUniformWhereNothingDiffers);
    }

    @Test
    void aWrongGradientIsFound() {
        var contract = new DiscrepancyContract<Mmd.Options>() {
            @Override
            protected Mmd method() {
                return new Mmd() {
                    @Override
                    public INDArray gradient(INDArray x, INDArray y, Options options) {
                        return super.gradient(x, y, options).muli(1.001);
                    }
                };
            }
        };
        assertThrows(AssertionError.class, contract::theGradientAgreesWithCentralDifferences);
    }

    @Test
    void relabellingsThatKeepTheRowsInPlaceAreFound() {
        var contract = new DiscrepancyContract<Mmd.Options>() {
            @Override
            protected Mmd method() {
                return new Mmd() {
                    @Override
                    public PermutationTest permutationTest(
                            INDArray x, INDArray y, Options options, int permutations, FitContext context) {
                        PermutationTest honest = super.permutationTest(x, y, options, permutations, context);
                        return new PermutationTest(honest.value(), 1, permutations);
                    }
                };
            }
        };
        assertThrows(AssertionError.class, contract::differentDistributionsGiveTheLeastPValueAndItIsNeverZero);
        assertThrows(AssertionError.class, contract::pValuesAreUniformWhereNothingDiffers);
    }
}
