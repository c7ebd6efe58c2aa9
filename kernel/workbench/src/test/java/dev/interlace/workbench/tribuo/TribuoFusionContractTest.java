package dev.interlace.workbench.tribuo;

import dev.interlace.testkit.FusionMethodContract;

class TribuoFusionContractTest extends FusionMethodContract<TribuoFusion.Options> {
    @Override
    protected TribuoFusion method() {
        return new TribuoFusion();
    }
}
