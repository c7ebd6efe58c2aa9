package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class LowRankFusionContractTest extends FusionMethodContract<LowRankFusion.Options> {
    @Override
    protected LowRankFusion method() {
        return new LowRankFusion();
    }

    @Override
    protected LowRankFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 4, "batchSize", 16, "hidden", 8, "learningRate", 0.02, "rank", 2));
    }
}
