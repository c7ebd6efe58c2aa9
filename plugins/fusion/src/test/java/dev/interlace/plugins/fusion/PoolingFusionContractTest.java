package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class PoolingFusionContractTest extends FusionMethodContract<PoolingFusion.Options> {
    @Override
    protected PoolingFusion method() {
        return new PoolingFusion();
    }

    @Override
    protected PoolingFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 4, "batchSize", 16, "hidden", 8, "learningRate", 0.02));
    }
}
