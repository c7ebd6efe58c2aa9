package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;

class KernelSumFusionContractTest extends FusionMethodContract<KernelSumFusion.Options> {
    @Override
    protected KernelSumFusion method() {
        return new KernelSumFusion();
    }
}
