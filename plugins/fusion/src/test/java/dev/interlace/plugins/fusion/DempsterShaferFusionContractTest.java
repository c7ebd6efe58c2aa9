package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class DempsterShaferFusionContractTest extends FusionMethodContract<DempsterShaferFusion.Options> {
    @Override
    protected DempsterShaferFusion method() {
        return new DempsterShaferFusion();
    }

    @Override
    protected DempsterShaferFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 3, "batchSize", 16, "hidden", 8, "learningRate", 0.02));
    }
}
