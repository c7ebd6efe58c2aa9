package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Raw;
import dev.interlace.testkit.CorruptionContract;
import java.util.List;

class BlurCorruptionContractTest extends CorruptionContract<BlurCorruption.Options> {
    @Override
    protected BlurCorruption method() {
        return new BlurCorruption();
    }

    @Override
    protected List<Raw> columns() {
        return List.of(Samples.pictures());
    }

    @Override
    protected Raw otherKind() {
        return Samples.graph();
    }
}
