package dev.interlace.plugins.alignment.linear;

import dev.interlace.testkit.AlignmentMethodContract;

class CanonicalCorrelationContractTest extends AlignmentMethodContract<CanonicalCorrelation.Options> {
    @Override
    protected CanonicalCorrelation method() {
        return new CanonicalCorrelation();
    }
}
