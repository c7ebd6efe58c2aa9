package dev.interlace.plugins.alignment;

import dev.interlace.learn.MeanDiscrepancy.Estimator;
import dev.interlace.testkit.DiscrepancyContract;
import java.util.Map;
import java.util.Optional;

class GaussianDiscrepancyContractTest extends DiscrepancyContract<GaussianDiscrepancy.Options> {
    @Override
    protected GaussianDiscrepancy method() {
        return new GaussianDiscrepancy();
    }

    @Override
    protected GaussianDiscrepancy.Options options() {
        return method().descriptor().schema().parse(Map.of("bandwidths", 3));
    }

    @Override
    protected Optional<GaussianDiscrepancy.Options> optionsOfZeroForEqualSets() {
        return Optional.of(new GaussianDiscrepancy.Options(Estimator.BIASED, 0, 3));
    }

    @Override
    protected GaussianDiscrepancy.Options optionsForGradient() {
        return new GaussianDiscrepancy.Options(Estimator.UNBIASED, 1.5, 3);
    }
}
