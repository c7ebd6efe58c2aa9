package dev.interlace.plugins.fusion;

import dev.interlace.spi.Target;
import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class LateFusionContractTest extends FusionMethodContract<LateFusion.Options> {
    @Override
    protected LateFusion method() {
        return new LateFusion();
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
