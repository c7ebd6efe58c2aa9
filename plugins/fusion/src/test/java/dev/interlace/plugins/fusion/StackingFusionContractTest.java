package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class StackingFusionContractTest extends FusionMethodContract<StackingFusion.Options> {
    @Override
    protected StackingFusion method() {
        return new StackingFusion();
    }

    @Override
    protected StackingFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 3, "batchSize", 16, "hidden", 8, "folds", 2, "learningRate", 0.02));
    }
}
