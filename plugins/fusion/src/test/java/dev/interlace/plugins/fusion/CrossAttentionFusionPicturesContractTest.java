package dev.interlace.plugins.fusion;

import dev.interlace.spi.Modality;
import dev.interlace.testkit.FusionMethodContract;
import java.util.List;
import java.util.Map;

/** The contract with pictures, whose encoder is trained with the rest. */
class CrossAttentionFusionPicturesContractTest extends FusionMethodContract<CrossAttentionFusion.Options> {
    @Override
    protected CrossAttentionFusion method() {
        return new CrossAttentionFusion();
    }

    @Override
    protected List<Modality> modalities() {
        return List.of(new Modality("image", Modality.Kind.IMAGE), Modality.tokens("words"));
    }

    @Override
    protected int rows() {
        return 24;
    }

    @Override
    protected CrossAttentionFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 2, "batchSize", 12, "width", 8, "heads", 2, "learningRate", 0.01));
    }
}
