package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class ConcatFusionContractTest extends FusionMethodContract<ConcatFusion.Options> {
    @Override
    protected ConcatFusion method() {
        return new ConcatFusion();
    }

    @Override
    protected ConcatFusion.Options options() {
        return method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16));
    }
}
