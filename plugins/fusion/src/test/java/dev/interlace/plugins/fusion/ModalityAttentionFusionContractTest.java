package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class ModalityAttentionFusionContractTest extends FusionMethodContract<ModalityAttentionFusion.Options> {
    @Override
    protected ModalityAttentionFusion method() {
        return new ModalityAttentionFusion();
    }

    @Override
    protected ModalityAttentionFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 4, "batchSize", 16, "hidden", 8, "learningRate", 0.02));
    }
}
