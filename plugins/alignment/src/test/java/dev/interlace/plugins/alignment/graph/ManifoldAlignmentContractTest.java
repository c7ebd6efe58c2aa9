package dev.interlace.plugins.alignment.graph;

import dev.interlace.testkit.AlignmentMethodContract;

class ManifoldAlignmentContractTest extends AlignmentMethodContract<ManifoldAlignment.Options> {
    @Override
    protected ManifoldAlignment method() {
        return new ManifoldAlignment();
    }
}
