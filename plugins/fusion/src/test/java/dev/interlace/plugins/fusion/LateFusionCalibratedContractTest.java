package dev.interlace.plugins.fusion;

import dev.interlace.spi.Target;
import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

/** The contract again with what the other options leave out: calibrated members under a logarithmic pool. */
class LateFusionCalibratedContractTest extends FusionMethodContract<LateFusion.Options> {
    @Override
    protected LateFusion method() {
        return new LateFusion();
    }

    @Override
    protected LateFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of(
                        "epochs", 5, "batchSize", 16, "combiner", "LOG_POOL", "calibration", "PLATT", "holdout", 0.3));
    }

    @Override
    protected LateFusion.Options optionsFor(Target.Kind kind) {
        return kind == Target.Kind.ONE_CLASS
                ? options()
                : method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16));
    }
}
