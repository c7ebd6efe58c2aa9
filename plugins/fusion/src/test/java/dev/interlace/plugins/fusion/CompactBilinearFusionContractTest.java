package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class CompactBilinearFusionContractTest extends FusionMethodContract<CompactBilinearFusion.Options> {
    @Override
    protected CompactBilinearFusion method() {
        return new CompactBilinearFusion();
    }

    @Override
    protected CompactBilinearFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 3, "batchSize", 16, "hidden", 8, "learningRate", 0.02, "sketch", 8));
    }
}
