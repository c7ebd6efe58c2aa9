package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class BottleneckFusionContractTest extends FusionMethodContract<BottleneckFusion.Options> {
    @Override
    protected BottleneckFusion method() {
        return new BottleneckFusion();
    }

    @Override
    protected BottleneckFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of(
                        "epochs", 2, "batchSize", 16, "hidden", 8, "learningRate", 0.02, "heads", 2, "bottleneck", 2));
    }

    @Override
    protected BottleneckFusion.Options optionsToLearn() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 6, "batchSize", 16, "hidden", 8, "learningRate", 0.02, "heads", 2));
    }
}
