package dev.interlace.plugins.fusion;

import dev.interlace.spi.Modality;
import dev.interlace.spi.Target;
import dev.interlace.testkit.FusionMethodContract;
import java.util.List;
import java.util.Map;

/** The contract with pictures, of which the member by default sees the pixels side by side. */
class LateFusionPicturesContractTest extends FusionMethodContract<LateFusion.Options> {
    @Override
    protected LateFusion method() {
        return new LateFusion();
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
    protected LateFusion.Options options() {
        return method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16, "combiner", "WEIGHTED"));
    }

    @Override
    protected LateFusion.Options optionsFor(Target.Kind kind) {
        return kind == Target.Kind.ONE_CLASS
                ? options()
                : method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16));
    }
}
