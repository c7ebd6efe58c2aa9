package dev.interlace.plugins.alignment.linear;

import dev.interlace.testkit.AlignmentMethodContract;

class KernelCanonicalCorrelationContractTest extends AlignmentMethodContract<KernelCanonicalCorrelation.Options> {
    @Override
    protected KernelCanonicalCorrelation method() {
        return new KernelCanonicalCorrelation();
    }

    @Override
    protected int rows() {
        return 24; // the contract also fits ten times as many, and a Gram matrix costs their cube
    }
}
