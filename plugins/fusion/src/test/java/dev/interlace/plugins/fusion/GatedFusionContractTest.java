package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class GatedFusionContractTest extends FusionMethodContract<GatedFusion.Options> {
    @Override
    protected GatedFusion method() {
        return new GatedFusion();
    }

    @Override
    protected GatedFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 4, "batchSize", 16, "hidden", 8, "learningRate", 0.02));
    }
}
