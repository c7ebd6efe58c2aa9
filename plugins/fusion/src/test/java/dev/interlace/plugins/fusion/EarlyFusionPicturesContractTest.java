package dev.interlace.plugins.fusion;

import dev.interlace.spi.Modality;
import dev.interlace.testkit.FusionMethodContract;
import java.util.List;
import java.util.Map;

/** The contract with pictures, whose encoder is trained with the rest. */
class EarlyFusionPicturesContractTest extends FusionMethodContract<EarlyFusion.Options> {
    @Override
    protected EarlyFusion method() {
        return new EarlyFusion();
    }

    @Override
    protected List<Modality> modalities() {
        return List.of(new Modality("image", Modality.Kind.IMAGE), Modality.vector("audio"));
    }

    @Override
    protected int rows() {
        return 24;
    }

    @Override
    protected EarlyFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 3, "batchSize", 12, "hidden", 8, "learningRate", 0.01));
    }
}
