package dev.interlace.plugins.fusion;

import dev.interlace.spi.Modality;
import dev.interlace.testkit.FusionMethodContract;
import java.util.List;
import java.util.Map;

class CrossAttentionFusionContractTest extends FusionMethodContract<CrossAttentionFusion.Options> {
    @Override
    protected CrossAttentionFusion method() {
        return new CrossAttentionFusion();
    }

    /** Sequences only: a softmax over the one token of a vector is 1, and its queries and keys learn nothing. */
    @Override
    protected List<Modality> modalities() {
        return List.of(Modality.tokens("image"), Modality.tokens("words"));
    }

    @Override
    protected CrossAttentionFusion.Options options() {
        return method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16, "width", 8, "heads", 2));
    }
}
