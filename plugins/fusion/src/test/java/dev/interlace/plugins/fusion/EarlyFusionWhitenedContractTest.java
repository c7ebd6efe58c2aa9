package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

/** The contract again with whitened modalities and a linear classifier. */
class EarlyFusionWhitenedContractTest extends FusionMethodContract<EarlyFusion.Options> {
    @Override
    protected EarlyFusion method() {
        return new EarlyFusion();
    }

    @Override
    protected EarlyFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 5, "batchSize", 16, "hidden", 0, "preparation", "ZCA", "learningRate", 0.05));
    }
}
