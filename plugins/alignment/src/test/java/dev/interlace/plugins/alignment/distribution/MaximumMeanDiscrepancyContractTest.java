package dev.interlace.plugins.alignment.distribution;

import dev.interlace.plugins.alignment.distribution.MaximumMeanDiscrepancy.Options;
import dev.interlace.testkit.DiscrepancyContract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

class MaximumMeanDiscrepancyContractTest {
    private static Options options(Map<String, ?> given) {
        return new MaximumMeanDiscrepancy().descriptor().schema().parse(given);
    }

    @Nested
    class Gaussian extends DiscrepancyContract<Options> {
        @Override
        protected MaximumMeanDiscrepancy method() {
            return new MaximumMeanDiscrepancy();
        }

        @Override
        protected Options options() {
            return MaximumMeanDiscrepancyContractTest.options(Map.of("bandwidths", 3));
        }

        @Override
        protected Optional<Options> optionsOfZeroForEqualSets() {
            return Optional.of(new Options(MmdEstimator.BIASED, 0, 3));
        }

        @Override
        protected Options optionsForGradient() {
            return new Options(MmdEstimator.UNBIASED, 1.5, 3);
        }
    }

    @Nested
    class Polynomial extends DiscrepancyContract<Options> {
        @Override
        protected MaximumMeanDiscrepancy method() {
            return new MaximumMeanDiscrepancy();
        }

        @Override
        protected Options options() {
            return MaximumMeanDiscrepancyContractTest.options(
                    Map.of("estimator", "BIASED", "kernelFunction", "POLYNOMIAL", "degree", 2));
        }
    }
}
