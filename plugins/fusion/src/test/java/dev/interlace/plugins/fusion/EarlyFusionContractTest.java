package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class EarlyFusionContractTest extends FusionMethodContract<EarlyFusion.Options> {
    @Override
    protected EarlyFusion method() {
        return new EarlyFusion();
    }

    @Override
    protected EarlyFusion.Options options() {
        return method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16));
    }
}
