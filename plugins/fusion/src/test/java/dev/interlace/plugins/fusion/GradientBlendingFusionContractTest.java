package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class GradientBlendingFusionContractTest extends FusionMethodContract<GradientBlendingFusion.Options> {
    @Override
    protected GradientBlendingFusion method() {
        return new GradientBlendingFusion();
    }

    @Override
    protected GradientBlendingFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 4, "batchSize", 16, "hidden", 8, "learningRate", 0.02, "probeEpochs", 3));
    }
}
