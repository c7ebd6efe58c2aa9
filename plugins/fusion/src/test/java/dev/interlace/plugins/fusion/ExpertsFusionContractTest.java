package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;

class ExpertsFusionContractTest extends FusionMethodContract<ExpertsFusion.Options> {
    @Override
    protected ExpertsFusion method() {
        return new ExpertsFusion();
    }
}
