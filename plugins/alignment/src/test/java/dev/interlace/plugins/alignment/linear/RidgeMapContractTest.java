package dev.interlace.plugins.alignment.linear;

import dev.interlace.testkit.AlignmentMethodContract;

class RidgeMapContractTest extends AlignmentMethodContract<RidgeMap.Options> {
    @Override
    protected RidgeMap method() {
        return new RidgeMap();
    }
}
