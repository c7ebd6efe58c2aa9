package dev.interlace.plugins.fusion;

import dev.interlace.spi.Modality;
import dev.interlace.testkit.FusionMethodContract;
import java.util.List;
import java.util.Map;

class CoAttentionFusionContractTest extends FusionMethodContract<CoAttentionFusion.Options> {
    @Override
    protected CoAttentionFusion method() {
        return new CoAttentionFusion();
    }

    /** Sequences only: a softmax over the one token of a vector is 1, and its scores learn nothing. */
    @Override
    protected List<Modality> modalities() {
        return List.of(Modality.tokens("image"), Modality.tokens("words"));
    }

    @Override
    protected CoAttentionFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 3, "batchSize", 16, "hidden", 8, "learningRate", 0.02));
    }
}
