package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class TensorFusionContractTest extends FusionMethodContract<TensorFusion.Options> {
    @Override
    protected TensorFusion method() {
        return new TensorFusion();
    }

    @Override
    protected TensorFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 4, "batchSize", 16, "hidden", 8, "learningRate", 0.02, "factor", 3));
    }
}
