package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class BilinearFusionContractTest extends FusionMethodContract<BilinearFusion.Options> {
    @Override
    protected BilinearFusion method() {
        return new BilinearFusion();
    }

    @Override
    protected BilinearFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 4, "batchSize", 16, "hidden", 8, "learningRate", 0.02, "factor", 3));
    }
}
